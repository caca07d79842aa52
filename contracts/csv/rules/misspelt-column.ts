import type { Dataset } from '../../dataset.ts'
import { allColumns } from '../mutations/columns.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

export const misspeltColumn = {
  id: 'csv/misspelt-column',
  level: 'must',
  requirement: 'The names of the columns are spelt as in the documentation.',
  source: documentation,
  basis: 'documented',
  harm: 'cells', // as with a column that is missing
  appliesTo: (dataset) => longestName(dataset) !== undefined,
  check: {
    on: 'header',
    *find({ columns }) {
      for (const [at, { name, column, isExact }] of columns.entries()) {
        if (column === undefined || isExact) continue
        yield {
          at,
          received: `${show(name)} for ${show(column.name)}`,
          expected: 'the name as the documentation spells it',
          remedy: 'Spell the name as the documentation does; upper and lower case and blanks count.',
          note: 'It is the nearest name that is missing, and its cells were judged as such.',
        }
      }
    },
  },
  mutation: {
    kind: 'columns',
    columns(dataset) {
      const { name, index } = longestName(dataset)!
      return allColumns(dataset).with(index, { from: index, header: name.slice(0, 1) + name.slice(2) })
    },
  },
} as const satisfies CsvRule

/** The name that stays nearest when its second letter is lost; one without a star, so that none is lost with it. */
function longestName({ download }: Dataset): { readonly name: string; readonly index: number } | undefined {
  return download.columns
    .map(({ name, header }, index) => ({ name, header, index }))
    .filter(({ name, header }) => name === header && name.length > 2)
    .sort((a, b) => b.name.length - a.name.length)[0]
}
