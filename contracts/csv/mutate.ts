import type { Dataset } from '../dataset.ts'
import { markOf } from './foreign.ts'
import { readHeader } from './header.ts'
import { decodeCell, encodeCell, written, writtenRecords } from './mutations/records.ts'
import type { CsvRule, ProjectedColumn } from './rule.ts'

/** So many records at either end are handed to a mutation of that end. */
const recordsAtAnEnd = 8

/**
 * Breaks a rule on purpose.
 * @param csv a whole file that keeps the contract, with at least one row
 * @returns the same file with one breach: of `rule`, and of no other
 * @throws {RangeError} where the rule does not apply to the dataset, or the file is not valid or has no row
 */
export function mutate(rule: CsvRule, dataset: Dataset, csv: Uint8Array): Uint8Array {
  if (!rule.appliesTo(dataset)) {
    throw new RangeError(`Received ${rule.id} for ${dataset.slug}; expected a rule that applies to it.`)
  }
  const { mutation } = rule
  switch (mutation.kind) {
    case 'columns':
      return projected(mutation.columns(dataset), dataset, csv)
    case 'head': {
      const at = endOfHead(csv)
      return Buffer.concat([mutation.edit(csv.subarray(0, at), dataset), csv.subarray(at)])
    }
    case 'tail': {
      const at = startOfTail(csv)
      return Buffer.concat([csv.subarray(0, at), mutation.edit(csv.subarray(at), dataset)])
    }
    case 'whole':
      return mutation.replace(csv, dataset)
    default:
      return mutation satisfies never
  }
}

function projected(columns: readonly ProjectedColumn[], dataset: Dataset, csv: Uint8Array): Uint8Array {
  const mark = markOf(csv)
  const [header, ...rows] = writtenRecords(csv.subarray(mark.length))
  if (header === undefined) throw new RangeError('Received an empty file to break; expected a header row.')
  const { places } = readHeader(header.cells.map(decodeCell), dataset)
  const headerCells = columns.map((column) =>
    column.from !== undefined && column.header === undefined
      ? header.cells[places[column.from]!]!
      : encodeCell(column.header!),
  )
  const rowCells = (cells: readonly Uint8Array[]) =>
    columns.map((column) => (column.from === undefined ? encodeCell(column.text) : cells[places[column.from]!]!))
  const records = rows.map(({ cells, lineEnd }) => written({ cells: rowCells(cells), lineEnd }))
  return Buffer.concat([mark, written({ ...header, cells: headerCells }), ...records])
}

function endOfHead(csv: Uint8Array): number {
  let at = markOf(csv).length
  let count = 0
  for (const record of writtenRecords(csv.subarray(at))) {
    at += written(record).length
    if (++count > recordsAtAnEnd) break
  }
  return at
}

function startOfTail(csv: Uint8Array): number {
  const starts = [markOf(csv).length]
  for (const record of writtenRecords(csv.subarray(starts[0]!))) starts.push(starts.at(-1)! + written(record).length)
  return starts.at(-1 - Math.min(recordsAtAnEnd, starts.length - 2))!
}
