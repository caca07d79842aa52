import type { Column } from '../../dataset.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'
import { isBoolean, isWordOf } from '../words.ts'

const judges = ({ format }: Column) => isBoolean(format)

export const boolean = {
  id: 'csv/boolean',
  level: 'must',
  requirement: 'Truth values are written as true or false.',
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
      remedy: 'Write true or false, in lower case.',
    }),
  },
  mutation: cellOf(judges, 'TRUE'),
} as const satisfies CsvRule
