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

const digits = new Uint8Array(256)
for (const digit of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') digits[digit.charCodeAt(0)] = 1

/** The same for a cell in UTF-8, without making a string of it. */
export function isUlid(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 26 || bytes[from]! > 0x37) return false
  for (let at = from; at < to; at++) if (digits[bytes[at]!] === 0) return false
  return true
}
