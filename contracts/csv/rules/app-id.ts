import type { Column } from '../../dataset.ts'
import { isAppId } from '../../formats/app-id.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

const judges = ({ format }: Column) => format.kind === 'app-id'

export const appId = {
  id: 'csv/app-id',
  level: 'must',
  requirement: 'Apps are named as app or app/ULID.',
  source: documentation,
  // The samples show both spellings; the definition speaks of an app.
  basis: 'inferred',
  basesIn: ({ download }) => ['inferred', ...download.columns.filter(judges).map(({ basis }) => basis)],
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    test: () => (cell) => isAppId(cell.bytes, cell.from, cell.to),
    explain: (cell, { format }) => ({
      received: show(cell.text),
      expected: format.expected,
      remedy: 'Write the app in lower case, alone or with a slash and the ULID of the integration behind it.',
    }),
  },
  mutation: cellOf(judges, 'GitHub'),
} as const satisfies CsvRule
