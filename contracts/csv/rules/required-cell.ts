import type { Column } from '../../dataset.ts'
import { placeOf } from '../header.ts'
import { columnFor } from '../mutations/columns.ts'
import { editFirstRow } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'

const isRequired = ({ required }: Column) => required === 'required'

export const requiredCell = {
  id: 'csv/required-cell',
  level: 'must',
  requirement: 'Columns that are required are filled in every row.',
  source: documentation,
  basis: 'documented',
  appliesTo: ({ download }) => download.columns.some(isRequired),
  check: {
    on: 'row',
    start(header) {
      const required = header.dataset.download.columns.flatMap((column) => {
        const at = placeOf(header, column.name)
        return isRequired(column) && at !== undefined ? [{ column, at }] : []
      })
      if (required.length === 0) return undefined
      return {
        look(row, report) {
          for (let i = 0; i < required.length; i++) {
            const { column, at } = required[i]!
            if (row.isBlank(at)) report(at, () => explain(column))
          }
          return true
        },
      }
    },
  },
  mutation: editFirstRow(({ dataset }) => [[columnFor(dataset, isRequired)!.column.name, new Uint8Array()]]),
} as const satisfies CsvRule

function explain({ name, format, contradiction }: Column) {
  return {
    received: 'a blank cell',
    expected: `${name} filled: ${format.expected}`,
    remedy: 'Fill the cell, or leave the row out.',
    ...(contradiction && { note: `${contradiction.documentation} Gone by: ${contradiction.goesBy}` }),
  }
}
