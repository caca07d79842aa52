import type { Format } from '../dataset.ts'

/** Crockford's base 32 has no I, L, O, U; 128 bits in 26 characters leave 0–7 for the first. */
export const ulidPattern = '[0-7][0-9A-HJKMNP-TV-Z]{25}'
const whole = new RegExp(`^${ulidPattern}$`)

/** @see https://github.com/ulid/spec */
export const ulid: Format = {
  kind: 'ulid',
  expected: 'a ULID: 26 characters of Crockford base 32, the first from 0 to 7',
  accepts: (cell) => whole.test(cell),
  schema: { type: 'string', pattern: whole.source },
  examples: ['01H9VNFTZD1T44TCSKGEBWNTZD'],
}
