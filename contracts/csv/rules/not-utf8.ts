import { freeText } from '../mutations/columns.ts'
import { textCell } from '../mutations/head.ts'
import type { CsvRule } from '../rule.ts'
import { rfc3629 } from '../sources.ts'

export const notUtf8 = {
  id: 'csv/not-utf8',
  level: 'must',
  requirement: 'The file is UTF-8.',
  source: rfc3629,
  basis: 'inferred',
  appliesTo: (dataset) => freeText(dataset) !== undefined,
  check: {
    on: 'flaw',
    flaw: 'not-utf8',
    explain: ({ shown, remedy }) => ({
      received: shown,
      expected: 'UTF-8',
      remedy: remedy ?? 'Write the file in UTF-8: this looks like another encoding, such as Latin-1.',
    }),
  },
  mutation: textCell(Buffer.from('caf\xe9', 'latin1')),
} as const satisfies CsvRule
