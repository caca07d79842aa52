import { unstarred } from '../header.ts'
import { allColumns } from '../mutations/columns.ts'
import { always, type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

export const duplicateColumn = {
  id: 'csv/duplicate-column',
  level: 'must',
  requirement: 'The header names no column twice.',
  source: documentation,
  basis: 'inferred',
  harm: 'cells', // which of the two is meant, only the reader can say
  appliesTo: always,
  check: {
    on: 'header',
    *find({ columns }) {
      for (const [at, { name, column, isRepeated }] of columns.entries()) {
        if (!isRepeated) continue
        const first = columns.findIndex((other) => unstarred(other.name) === unstarred(name))
        yield {
          at,
          received: `${column?.name ?? show(name)} as column ${at + 1}, and as column ${first + 1} before`,
          expected: 'each column once',
          remedy: 'Leave out one of the two; readers that go by names take either of them. Here the first counts.',
        }
      }
    },
  },
  mutation: { kind: 'columns', columns: (dataset) => [...allColumns(dataset), { from: 0 }] },
} as const satisfies CsvRule
