import { editHead } from '../mutations/head.ts'
import { always, type CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const missingCell = {
  id: 'csv/missing-cell',
  level: 'must',
  requirement: 'Every row has as many cells as the header: none is missing.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'missing-cell',
    needs: 'rows',
    explain: ({ shown, cells, names }) => ({
      received: shown,
      expected: `${names.length}, the last one ${names.at(-1)}`,
      remedy: 'Write a comma for each blank cell too.',
      note: `If none is missing in between, the row ends with ${names[cells - 1]}; its cells were not judged.`,
    }),
  },
  mutation: editHead(({ header, first, others }) => [header, { ...first, cells: first.cells.slice(0, -1) }, ...others]),
} as const satisfies CsvRule
