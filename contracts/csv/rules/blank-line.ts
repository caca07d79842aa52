import { editHead } from '../mutations/head.ts'
import { always, type CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const blankLine = {
  id: 'csv/blank-line',
  level: 'must',
  requirement: 'Every line holds a record.',
  source: rfc4180,
  basis: 'inferred',
  harm: 'cells', // some readers skip it and lose nothing, others refuse it
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'blank-line',
    explain: ({ shown, names }) => ({
      received: shown,
      expected: `a record of ${names.length} cells, or the end of the file`,
      remedy: 'Leave the line out: some readers take it for a record with one blank cell.',
    }),
  },
  mutation: editHead(({ header, first, others }) => [header, header.lineEnd, first, ...others]),
} as const satisfies CsvRule
