import type { Column } from '../../dataset.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'
import { isOneOf, isWordOf } from '../words.ts'

const judges = ({ format }: Column) => isOneOf(format)

export const oneOf = {
  id: 'csv/one-of',
  level: 'must',
  requirement: 'Columns with a closed list of words hold one of them.',
  source: documentation,
  basis: 'documented',
  basesIn: ({ download }) => download.columns.filter(judges).map(({ basis }) => basis),
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    test: ({ format }) => isWordOf(format),
    explain: (cell, { format }) => ({
      received: show(cell.text),
      expected: format.expected,
      remedy: 'Write one of the words exactly; upper and lower case count.',
    }),
  },
  mutation: cellOf(judges, 'none of these'),
} as const satisfies CsvRule
