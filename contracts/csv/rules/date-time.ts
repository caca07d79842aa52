import type { Column } from '../../dataset.ts'
import { isDateTime } from '../../formats/date-time.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

const judges = ({ format }: Column) => format.kind === 'date-time'

export const dateTime = {
  id: 'csv/date-time',
  level: 'must',
  requirement: 'Dates are written as YYYY-MM-DD HH:MM:SS, and exist in the calendar.',
  source: documentation,
  basis: 'inferred',
  basesIn: ({ download }) => download.columns.filter(judges).map(({ basis }) => basis),
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    test: () => (cell) => isDateTime(cell.bytes, cell.from, cell.to),
    explain: (cell, { format }) => ({
      received: show(cell.text),
      expected: format.expected,
      remedy: 'Write date and time with a blank between them, without a zone.',
    }),
  },
  mutation: cellOf(judges, '2023-02-30 18:30:00'),
} as const satisfies CsvRule
