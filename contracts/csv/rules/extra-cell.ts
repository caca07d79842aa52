import { editHead } from '../mutations/head.ts'
import { encodeCell } from '../mutations/records.ts'
import { always, type CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const extraCell = {
  id: 'csv/extra-cell',
  level: 'must',
  requirement: 'Every row has as many cells as the header: none is too many.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'extra-cell',
    needs: 'rows',
    explain: ({ shown, names }) => ({
      received: shown,
      expected: `${names.length}, as in the header`,
      remedy: 'Put cells that hold a comma in quotes.',
      note: 'The cells of the row were not judged, since it is not known which one is too many.',
    }),
  },
  mutation: editHead(({ header, first, others }) => [
    header,
    { ...first, cells: [...first.cells, encodeCell('one more')] },
    ...others,
  ]),
} as const satisfies CsvRule
