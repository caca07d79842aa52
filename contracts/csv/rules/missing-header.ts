import { editHead } from '../mutations/head.ts'
import { always, type CsvRule, documentation } from '../rule.ts'

export const missingHeader = {
  id: 'csv/missing-header',
  level: 'must',
  requirement: 'The file begins with a header row that names its columns.',
  source: documentation,
  // The sample of the page shows it; no sentence says so.
  basis: 'inferred',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'missing-header',
    explain: ({ shown, names, remedy, note }) => ({
      received: shown,
      expected: `a header row: ${names.slice(0, 3).join(', ')} …`,
      remedy: remedy ?? 'Write the names of the columns as the first record, also where there are no rows.',
      ...(note !== undefined && { note }),
    }),
  },
  mutation: editHead(({ first, others }) => [first, ...others]),
} as const satisfies CsvRule
