import { parseArgs } from 'node:util'
import { nearWord } from '../../contracts/nearest.ts'
import { type Flags, type Given, type GivenFlags, UsageError } from './command.ts'

export interface Arguments {
  readonly given: GivenFlags
  readonly positionals: readonly string[]
}

/** The environment's name of a flag: `BALKANID_MOCK_HEADER_STYLE` for `--header-style`. */
export function environmentName(flag: string): string {
  return `BALKANID_MOCK_${flag.toUpperCase().replaceAll('-', '_')}`
}

/**
 * Reads arguments and environment; a flag beats its environment variable.
 * @throws {UsageError} for an unknown flag, a missing value, or a value where none belongs
 */
export function readArguments(
  args: readonly string[],
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
): Arguments {
  const given = new Map<string, Given>(environment(flags, env))
  const { tokens } = parseArgs({
    args: [...args],
    // Not strict, since the messages of our own say more.
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(flags).map(([name, { value, short }]) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
      ]),
    ),
  })
  const positionals: string[] = []
  const seen = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const values = seen.get(token.name) ?? []
    values.push(readValue(token.name, token.rawName, token.value, flags))
    seen.set(token.name, values)
  }
  for (const [name, values] of seen) {
    if (values.length > 1 && flags[name]?.multiple !== true) {
      throw new UsageError(`Received --${name} ${values.length} times; expected it once.`)
    }
    given.set(name, { values, from: `--${name}` })
  }
  return { given, positionals }
}

function readValue(name: string, rawName: string, value: string | undefined, flags: Flags): string {
  const flag = flags[name]
  if (flag === undefined) {
    const near = nearWord(name, Object.keys(flags))
    throw new UsageError(
      `Received the unknown flag ${rawName}${near === undefined ? '' : `; the nearest is --${near}`}. See --help for all.`,
    )
  }
  if (flag.value === undefined) {
    if (value === undefined) return 'true'
    throw new UsageError(`Received ${JSON.stringify(value)} for --${name}; expected no value: it is a switch.`)
  }
  if (value === undefined) throw new UsageError(`Received --${name} without a value; expected --${name} ${flag.value}.`)
  return value
}

function* environment(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
): Generator<readonly [string, Given]> {
  for (const [name, flag] of Object.entries(flags)) {
    const from = environmentName(name)
    const text = env[from]
    if (text === undefined || text === '') continue
    if (flag.value === undefined) {
      if (!switchWords.includes(text)) {
        throw new UsageError(`Received ${JSON.stringify(text)} for ${from}; expected one of ${switchWords.join(', ')}.`)
      }
      // Off is a choice too: it beats the config file.
      yield [name, { values: [text === 'true' || text === '1' ? 'true' : 'false'], from }]
      continue
    }
    yield [name, { values: flag.multiple ? text.split(',') : [text], from }]
  }
}

const switchWords = ['true', 'false', '1', '0']
