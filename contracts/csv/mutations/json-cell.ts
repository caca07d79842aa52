import type { Column, Dataset } from '../../dataset.ts'
import type { Mutation } from '../rule.ts'
import { columnFor } from './columns.ts'
import { editFirstRow } from './head.ts'

const isJson = ({ format }: Column) => format.kind === 'json'

export function hasJson({ download }: Dataset): boolean {
  return download.columns.some(isJson)
}

/** Writes JSON that keeps the contract into a cell of the first row, quoted in a way that does not. */
export function jsonCell(write: (json: string) => string): Mutation {
  return editFirstRow(({ dataset }) => {
    const { column } = columnFor(dataset, isJson)!
    return [[column.name, Buffer.from(write(column.format.examples[0]))]]
  })
}
