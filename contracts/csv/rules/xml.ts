import { always, type CsvRule, documentation } from '../rule.ts'

const document =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'

export const xml = {
  id: 'csv/xml',
  level: 'must',
  requirement: 'The file is CSV, not an XML document.',
  source: documentation,
  basis: 'documented',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'xml',
    explain: ({ shown }) => ({
      received: `XML: ${shown}`,
      expected: 'CSV, with a header row first',
      remedy: 'Look at the status that it came with: storage answers errors in XML.',
    }),
  },
  mutation: { kind: 'whole', replace: () => Buffer.from(document) },
} as const satisfies CsvRule
