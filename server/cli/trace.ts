import { type Mistake, sentenceOf } from '../shapes/index.ts'
import type { Flags, GivenFlags } from './command.ts'

/** A line for each mistake, which names what the user gave: the flag, the environment variable, or the option itself. */
export function explainOptions(mistakes: readonly Mistake[], flags: Flags, given: GivenFlags): string {
  return mistakes.map((mistake) => sentenceFor(mistake, flags, given)).join('\n')
}

function sentenceFor(mistake: Mistake, flags: Flags, given: GivenFlags): string {
  const name = flagThatSets(mistake.path, flags)
  if (name === undefined) return sentenceOf(mistake)
  const { expected } = flags[name]!
  const isWhole = flags[name]!.sets.includes(mistake.path)
  const inItsWords = expected === undefined || !isWhole ? mistake : { ...mistake, expected }
  return sentenceOf(inItsWords, given.get(name)?.from ?? `--${name}`)
}

/** @param path of an option, as a program spells it */
export function flagThatSets(path: string, flags: Flags): string | undefined {
  const sets = (option: string) => path === option || path.startsWith(`${option}.`) || path.startsWith(`${option}[`)
  return Object.keys(flags).find((name) => flags[name]!.sets.some(sets))
}
