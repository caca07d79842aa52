import type { Dataset } from '../../dataset.ts'
import { isStarred } from '../header.ts'
import { allColumns } from '../mutations/columns.ts'
import { type CsvRule, documentation } from '../rule.ts'

export const starredColumn = {
  id: 'csv/starred-column',
  level: 'should',
  requirement: 'Names have either no stars at all, or those of the sample in the documentation.',
  source: documentation,
  basis: 'inferred',
  appliesTo: (dataset) => unstarredColumn(dataset) !== -1,
  check: {
    on: 'header',
    *find({ columns }) {
      const known = columns.flatMap(({ name, column, isRepeated }, at) =>
        column === undefined || isRepeated
          ? []
          : [{ at, name, hasStar: isStarred(name), inSample: isStarred(column.header) }],
      )
      const toStar = known.filter(({ inSample }) => inSample)
      // What most of the columns say that can have a star is what was meant.
      const isStarredHeader = toStar.filter(({ hasStar }) => hasStar).length * 2 > toStar.length
      for (const { at, name, hasStar, inSample } of known) {
        if (hasStar === (isStarredHeader && inSample)) continue
        yield {
          at,
          received: name,
          expected: 'a star behind every name that has one in the sample, or behind none',
          remedy: isStarredHeader
            ? 'Put stars where the sample has them, or leave all of them out.'
            : 'Leave the star out, or put one wherever the sample has it.',
        }
      }
    },
  },
  mutation: {
    kind: 'columns',
    columns(dataset) {
      const index = unstarredColumn(dataset)
      return allColumns(dataset).with(index, { from: index, header: `${dataset.download.columns[index]!.name}*` })
    },
  },
} as const satisfies CsvRule

function unstarredColumn({ download }: Dataset): number {
  return download.columns.findIndex(({ header }) => !isStarred(header))
}
