import { gzipSync } from 'node:zlib'
import { always, type CsvRule, documentation } from '../rule.ts'

export const gzip = {
  id: 'csv/gzip',
  level: 'must',
  requirement: 'The file is CSV as it is, not compressed.',
  source: documentation,
  // The page promises CSV, and has no word on compression.
  basis: 'assumed',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'gzip',
    explain: ({ shown }) => ({
      received: `gzip: ${shown}`,
      expected: 'CSV, with a header row first',
      remedy:
        'Decompress it, or ask for it without compression; a client does so by itself where Content-Encoding says gzip.',
    }),
  },
  mutation: { kind: 'whole', replace: (beginning) => gzipSync(beginning) },
} as const satisfies CsvRule
