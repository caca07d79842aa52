import type { Column } from '../../dataset.ts'
import { isIntegrationId } from '../../formats/app-id.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

const judges = ({ format }: Column) => format.kind === 'integration-id'

export const integrationId = {
  id: 'csv/integration-id',
  level: 'must',
  requirement: 'Integrations are named as app/ULID.',
  source: documentation,
  basis: 'inferred',
  basesIn: ({ download }) => download.columns.filter(judges).map(({ basis }) => basis),
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    test: () => (cell) => isIntegrationId(cell.bytes, cell.from, cell.to),
    explain: (cell, { format }) => ({
      received: show(cell.text),
      expected: format.expected,
      remedy: 'Write the app in lower case, a slash, and the ULID of the integration.',
    }),
  },
  mutation: cellOf(judges, 'google'),
} as const satisfies CsvRule
