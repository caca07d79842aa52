import { likelierDataset } from '../likelier-dataset.ts'
import { allColumns, expendable } from '../mutations/columns.ts'
import { type CsvRule, documentation } from '../rule.ts'

export const missingColumn = {
  id: 'csv/missing-column',
  level: 'must',
  requirement: 'The header names every column of the documentation.',
  source: documentation,
  basis: 'documented',
  harm: 'cells', // whether the column is needed, only the reader can say
  appliesTo: (dataset) => expendable(dataset) !== undefined,
  check: {
    on: 'header',
    *find({ dataset, places, columns }) {
      const note = likelierDataset(
        columns.map(({ name }) => name),
        dataset,
      )
      for (const [index, { name }] of dataset.download.columns.entries()) {
        if (places[index] !== undefined) continue
        yield {
          at: undefined,
          received: `${columns.length} columns, without ${name}`,
          expected: 'every column of the documentation',
          remedy: 'Write the column, with blank cells where there is nothing to say.',
          ...(note !== undefined && { note }),
        }
      }
    },
  },
  mutation: {
    kind: 'columns',
    columns: (dataset) => allColumns(dataset).toSpliced(expendable(dataset)!.index, 1),
  },
} as const satisfies CsvRule
