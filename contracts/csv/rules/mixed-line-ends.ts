import { editHead } from '../mutations/head.ts'
import { always, type CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const mixedLineEnds = {
  id: 'csv/mixed-line-ends',
  level: 'should',
  requirement: 'All records end in the same way, with LF or with CRLF.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'mixed-line-ends',
    needs: 'line ends',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'LF or CRLF, the same throughout',
      remedy: 'Write one of the two behind every record, and quote cells that hold another.',
    }),
  },
  mutation: editHead(({ header, first, others }) => {
    const lineEnd = Buffer.from(first.lineEnd.length === 1 ? '\r\n' : '\n')
    return [header, { ...first, lineEnd }, ...others]
  }),
} as const satisfies CsvRule
