import { freeText } from '../mutations/columns.ts'
import { textCell } from '../mutations/head.ts'
import type { CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const unclosedQuote = {
  id: 'csv/unclosed-quote',
  level: 'must',
  requirement: 'A quotation mark that opens a cell is closed at its end.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: (dataset) => freeText(dataset) !== undefined,
  check: {
    on: 'flaw',
    flaw: 'unclosed-quote',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'a closing quotation mark before the next comma or line end',
      remedy: 'Close the quotes of this cell, and double the quotation marks inside it.',
    }),
  },
  mutation: textCell(Buffer.from('"never closed')),
} as const satisfies CsvRule
