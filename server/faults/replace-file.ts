import { optional, wholeNumber } from '../shapes/index.ts'
import { fault } from './fault.ts'

export const replaceFile = fault({
  name: 'replace-file',
  summary: 'Has another file under the same URL, with another ETag.',
  phases: ['poll', 'download'],
  options: {
    seed: optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), {
      description: "The other file's seed. Without it one that follows from the sandbox's.",
    }),
  },
  spec: (spec, { seed }) => ({ ...spec, seed: seed ?? otherSeed(spec.seed ?? 0) }),
})

function otherSeed(seed: number): number {
  return seed === Number.MAX_SAFE_INTEGER ? 0 : seed + 1
}
