import { freeText } from '../mutations/columns.ts'
import { textCell } from '../mutations/head.ts'
import type { CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const strayQuote = {
  id: 'csv/stray-quote',
  level: 'must',
  requirement: 'A quotation mark stands around a cell or, doubled, inside a quoted one, and nowhere else.',
  source: rfc4180,
  basis: 'inferred',
  harm: 'cells', // many readers take it for a part of the text
  appliesTo: (dataset) => freeText(dataset) !== undefined,
  check: {
    on: 'flaw',
    flaw: 'stray-quote',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'a cell in quotes with its own quotation marks doubled, or a cell without any',
      remedy: 'Put the whole cell in quotes and double the quotation marks inside it.',
    }),
  },
  mutation: textCell(Buffer.from('5" disk')),
} as const satisfies CsvRule
