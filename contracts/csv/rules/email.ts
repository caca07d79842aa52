import type { Column } from '../../dataset.ts'
import { isEmail } from '../../formats/email.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

const judges = ({ format }: Column) => format.kind === 'email'

export const email = {
  id: 'csv/email',
  level: 'must',
  requirement: 'E-mail addresses are whole addresses, and one to a cell.',
  source: documentation,
  basis: 'documented',
  basesIn: ({ download }) => download.columns.filter(judges).map(({ basis }) => basis),
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    test:
      ({ format }) =>
      (cell) =>
        isEmail(cell.bytes, cell.from, cell.to) ?? format.accepts(cell.text),
    explain: (cell, { format }) => ({
      received: show(cell.text),
      expected: format.expected,
      remedy: 'Write one address as name@domain, without a name before it or blanks around it.',
    }),
  },
  mutation: cellOf(judges, 'ayden at email.com'),
} as const satisfies CsvRule
