import { byteOrderMark as mark } from '../foreign.ts'
import { always, type CsvRule } from '../rule.ts'

export const byteOrderMark = {
  id: 'csv/byte-order-mark',
  level: 'should',
  requirement: 'The file begins with its header, without a byte order mark.',
  source: 'https://www.rfc-editor.org/rfc/rfc3629#section-6',
  basis: 'inferred',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'byte-order-mark',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'the first letter of the header row',
      remedy:
        'Leave the mark out: UTF-8 needs none, and readers that do not expect it take it for part of the first name.',
    }),
  },
  mutation: { kind: 'head', edit: (head) => Buffer.concat([mark, head]) },
} as const satisfies CsvRule
