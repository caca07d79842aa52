import { allColumns } from '../mutations/columns.ts'
import { always, type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

export const extraColumn = {
  id: 'csv/extra-column',
  level: 'must',
  requirement: 'The header names no column that the documentation does not have.',
  source: documentation,
  basis: 'inferred',
  harm: 'nothing', // whoever looks columns up by their names passes it over
  appliesTo: always,
  check: {
    on: 'header',
    *find({ columns }) {
      for (const [at, { name, column, isRepeated }] of columns.entries()) {
        // A name that was there before is a duplicate, which is a rule of its own.
        if (column !== undefined || isRepeated) continue
        yield {
          at,
          received: `a column ${show(name)}`,
          expected: 'only the columns of the documentation',
          remedy: 'Leave the column out, or find the column of the documentation that is meant.',
        }
      }
    },
  },
  mutation: {
    kind: 'columns',
    columns: (dataset) => [...allColumns(dataset), { from: undefined, header: 'X-Made-Up-By-The-Mock', text: 'new' }],
  },
} as const satisfies CsvRule
