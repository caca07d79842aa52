import type { Format } from '../dataset.ts'

const pattern = /^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g
const millisecondsPer: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
}

/** The duration syntax of Go's `time.ParseDuration`, with the units that the documentation names. */
export const goDuration: Format = {
  kind: 'go-duration',
  expected: 'a Go duration, such as 45m0s or 1h30m (units ns, us or µs, ms, s, m, h)',
  accepts: (cell) => pattern.test(cell),
  schema: { type: 'string', pattern: pattern.source },
  examples: ['68m0s', '45m0s', '1h'],
}

/** @returns the duration in milliseconds, or `undefined` where the text is not a Go duration. */
export function parseGoDuration(text: string): number | undefined {
  if (!pattern.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(part)) total += Number(amount) * millisecondsPer[unit!]!
  return total
}
