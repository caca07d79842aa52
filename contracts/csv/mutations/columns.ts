import type { Column, Dataset } from '../../dataset.ts'
import type { ProjectedColumn } from '../rule.ts'

/** A column with its index in the contract. */
export interface Indexed {
  readonly column: Column
  readonly index: number
}

function indexed({ download }: Dataset): readonly Indexed[] {
  return download.columns.map((column, index) => ({ column, index }))
}

/** All columns as they are. */
export function allColumns(dataset: Dataset): readonly ProjectedColumn[] {
  return dataset.download.columns.map((_, index) => ({ from: index }))
}

/** Whether rows of one key must have the same in this column. */
function mustAgree({ download }: Dataset, { name }: Column): boolean {
  return download.agreements.some(({ column }) => column === name)
}

function isKey({ download }: Dataset, { name }: Column): boolean {
  return download.agreements.some(({ by }) => by === name)
}

/** A column of some kind whose cells can change without breaking a rule about rows, if there is one; else any of the kind. */
export function columnFor(dataset: Dataset, judges: (column: Column) => boolean): Indexed | undefined {
  const candidates = indexed(dataset).filter(({ column }) => judges(column))
  return candidates.find(({ column }) => !mustAgree(dataset, column) && !isKey(dataset, column)) ?? candidates[0]
}

/** A column that holds any text, by itself. */
export function freeText(dataset: Dataset): Indexed | undefined {
  return indexed(dataset).find(
    ({ column }) =>
      column.format.kind === 'text' &&
      column.pair === undefined &&
      !mustAgree(dataset, column) &&
      !isKey(dataset, column),
  )
}

/** A column that can go without another rule losing what it looks at. */
export function expendable(dataset: Dataset): Indexed | undefined {
  const all = indexed(dataset)
  return all.find(({ column, index }) => {
    const others = all.filter((other) => other.index !== index)
    return (
      column.required === 'optional' &&
      column.pair === undefined &&
      !mustAgree(dataset, column) &&
      !isKey(dataset, column) &&
      (column.format.kind === 'text' || others.some((other) => other.column.format.kind === column.format.kind))
    )
  })
}
