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
