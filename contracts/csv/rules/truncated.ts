import { noRows, written, writtenRecords } from '../mutations/records.ts'
import { always, type CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const truncated = {
  id: 'csv/truncated',
  level: 'must',
  requirement: 'The file ends with a whole record.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: always,
  check: {
    on: 'flaw',
    flaw: 'truncated',
    explain: ({ shown, names }) => ({
      received: shown,
      expected: `a last record of ${names.length} cells`,
      remedy: 'Fetch the file again: it was cut. Compare its size with Content-Length before you use it.',
    }),
  },
  /** Cuts the last record in the middle of its cells. */
  mutation: {
    kind: 'tail',
    edit(tail) {
      const records = [...writtenRecords(tail)]
      const last = records.pop()
      if (last === undefined) throw new RangeError(noRows)
      const { cells } = last
      const half = { cells: cells.slice(0, Math.floor(cells.length / 2)), lineEnd: new Uint8Array() }
      return Buffer.concat([...records, half].map(written))
    },
  },
} as const satisfies CsvRule
