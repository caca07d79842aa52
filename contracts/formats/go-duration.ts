import type { Format } from '../dataset.ts'

const pattern = /^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g
/** Of a text that is looked at; the pattern takes a frame of the stack for each of its parts. */
const longest = 1000
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

/**
 * A number with one of the units that the documentation names, or several in a row, as Go's `time.ParseDuration` reads them.
 * It also reads a sign and a bare 0, of which the documentation says nothing: they are not accepted.
 */
export const goDuration: Format = {
  kind: 'go-duration',
  expected:
    'a Go duration, such as 45m0s or 1h30m: each number with its unit (ns, us or µs, ms, s, m, h), without a sign',
  accepts: (cell) => cell.length <= longest && pattern.test(cell),
  schema: { type: 'string', pattern: pattern.source },
  examples: ['68m0s', '45m0s', '1h'],
}

/** @returns the duration in milliseconds, or `undefined` where the text is not a Go duration. */
export function parseGoDuration(text: string): number | undefined {
  if (!goDuration.accepts(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(part)) total += Number(amount) * millisecondsPer[unit!]!
  return total
}
