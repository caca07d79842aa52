import { always, type CsvRule, documentation } from '../rule.ts'

const page =
  '<!DOCTYPE html>\n<html lang="en"><head><title>503</title></head><body><h1>Service unavailable</h1></body></html>\n'

export const html = {
  id: 'csv/html',
  level: 'must',
  requirement: 'The file is CSV, not an HTML page.',
  source: documentation,
  basis: 'documented',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'html',
    explain: ({ shown }) => ({
      received: `HTML: ${shown}`,
      expected: 'CSV, with a header row first',
      remedy:
        'Look at the status and the address that it came from: this is a page for people, such as an error or a login.',
    }),
  },
  mutation: { kind: 'whole', replace: () => Buffer.from(page) },
} as const satisfies CsvRule
