import type { Format } from '../dataset.ts'

// Deliberately loose, as RFC 5321 is wider than any pattern: one @, something on both sides, a dot in the domain. No part
// of the domain can hold a dot, or a cell of many dots would be tried at each of them.
const pattern = /^[^\s@,"]+@[^\s@,".]+(?:\.[^\s@,".]+)+$/

export const email: Format = {
  kind: 'email',
  expected: 'an e-mail address, such as ayden@email.com',
  accepts: (cell) => pattern.test(cell),
  schema: { type: 'string', format: 'email' },
  examples: ['ayden@email.com'],
}

/** The same for a cell in UTF-8, without making a string of it; `undefined` where it is not ASCII and must be made one. */
export function isEmail(bytes: Uint8Array, from: number, to: number): boolean | undefined {
  let at = -1
  let lastDot = -1
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if (byte >= 0x80) return undefined
    if (byte === 0x40) {
      if (at !== -1 || i === from) return false
      at = lastDot = i
    } else if (byte === 0x2e) {
      // Behind the @, a dot has something on both sides.
      if (at !== -1 && lastDot === i - 1) return false
      if (at !== -1) lastDot = i
    } else if (byte === 0x22 || byte === 0x2c || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) return false
  }
  return at !== -1 && lastDot > at && lastDot < to - 1
}
