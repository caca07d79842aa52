import { always, type CsvRule, documentation } from '../rule.ts'

const document = '{"title":"Server Error","status":500}'

export const jsonDocument = {
  id: 'csv/json-document',
  level: 'must',
  requirement: 'The file is CSV, not a JSON document.',
  source: documentation,
  basis: 'documented',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'json-document',
    explain: ({ shown }) => ({
      received: `JSON: ${shown}`,
      expected: 'CSV, with a header row first',
      remedy: 'Look at the request: the API answers in JSON, and the file is behind the url in its answer.',
    }),
  },
  mutation: { kind: 'whole', replace: () => Buffer.from(document) },
} as const satisfies CsvRule
