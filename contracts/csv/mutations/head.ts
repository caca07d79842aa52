import type { Column, Dataset } from '../../dataset.ts'
import { markOf } from '../foreign.ts'
import { placeOf, readHeader } from '../header.ts'
import type { Mutation } from '../rule.ts'
import { columnFor, freeText, type Indexed } from './columns.ts'
import { decodeCell, encodeCell, noRows, type WrittenRecord, written, writtenRecords } from './records.ts'

/** The beginning of a file, taken apart. */
export interface Head {
  readonly dataset: Dataset
  readonly header: WrittenRecord
  readonly first: WrittenRecord
  readonly others: readonly WrittenRecord[]
  /** Where the file has a column of the contract. */
  readonly placeOf: (column: string) => number
}

/** Edits the records that a file begins with: the header, the first row, and what else is at hand. */
export function editHead(edit: (head: Head) => readonly (WrittenRecord | Uint8Array)[]): Mutation & { kind: 'head' } {
  return {
    kind: 'head',
    edit(head, dataset) {
      const mark = markOf(head)
      const [header, first, ...others] = writtenRecords(head.subarray(mark.length))
      if (header === undefined || first === undefined) throw new RangeError(noRows)
      const known = readHeader(header.cells.map(decodeCell), dataset)
      const edited = edit({ dataset, header, first, others, placeOf: (column) => placeOf(known, column)! })
      return Buffer.concat([mark, ...edited.map((part) => ('cells' in part ? written(part) : part))])
    },
  }
}

/** Writes some cells of the first row anew, just as they are given. */
export function editFirstRow(cells: (head: Head) => Iterable<readonly [column: string, cell: Uint8Array]>): Mutation {
  return editHead((head) => {
    const edited = [...head.first.cells]
    for (const [column, cell] of cells(head)) edited[head.placeOf(column)] = cell
    return [head.header, { ...head.first, cells: edited }, ...head.others]
  })
}

/** Puts this text into the first row's cell of a column of some kind. */
export function cellOf(judges: (column: Column) => boolean, text: string): Mutation {
  return editFirstRow((head) => withPair(head, columnFor(head.dataset, judges)!, encodeCell(text)))
}

/** Puts these bytes, as they are, into the first row's cell of a column that may hold any text. */
export function textCell(bytes: Uint8Array): Mutation {
  return editFirstRow((head) => withPair(head, freeText(head.dataset)!, bytes))
}

/** A cell and, so that no pair is incomplete, one for the column that must be filled with it. */
function* withPair(
  { dataset, first, placeOf }: Head,
  { column }: Indexed,
  cell: Uint8Array,
): Iterable<readonly [column: string, cell: Uint8Array]> {
  yield [column.name, cell]
  const partner = dataset.download.columns.find(({ name }) => name === column.pair?.column)
  const isBlank = partner !== undefined && first.cells[placeOf(partner.name)]!.length === 0
  if (isBlank) yield [partner.name, encodeCell(partner.format.examples[0])]
}
