import { freeText } from '../mutations/columns.ts'
import { textCell } from '../mutations/head.ts'
import type { CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const nul = {
  id: 'csv/nul',
  level: 'must',
  requirement: 'No cell holds the character NUL.',
  source: rfc4180,
  basis: 'inferred',
  harm: 'cells',
  appliesTo: (dataset) => freeText(dataset) !== undefined,
  check: {
    on: 'flaw',
    flaw: 'nul',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'text without NUL',
      remedy: 'Remove the byte 00: many readers and databases end a text at it.',
    }),
  },
  mutation: textCell(Buffer.from('nothing\0less')),
} as const satisfies CsvRule
