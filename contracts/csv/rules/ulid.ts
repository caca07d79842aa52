import type { Column } from '../../dataset.ts'
import { isUlid } from '../../formats/ulid.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

const judges = ({ format }: Column) => format.kind === 'ulid'

export const ulid = {
  id: 'csv/ulid',
  level: 'must',
  requirement: 'Identifiers are ULIDs where the column says so.',
  source: documentation,
  // The samples show ULIDs; the definitions speak of identifiers.
  basis: 'inferred',
  basesIn: ({ download }) => ['inferred', ...download.columns.filter(judges).map(({ basis }) => basis)],
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    test: () => (cell) => isUlid(cell.bytes, cell.from, cell.to),
    explain: (cell, { format }) => ({
      received: show(cell.text),
      expected: format.expected,
      remedy: 'Write the ULID in upper case, all 26 characters of it; I, L, O and U do not occur.',
    }),
  },
  mutation: cellOf(judges, '01H9VNFTZD1T44TCSKGEBWNTZU'),
} as const satisfies CsvRule
