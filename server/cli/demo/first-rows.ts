import type { Opening } from '../../../contracts/csv/opening.ts'
import { value } from '../../../contracts/report/finding-text.ts'
import { alignedTable } from '../../../contracts/report/text/aligned-table.ts'
import { columnsOf, wrap } from '../../../contracts/report/text/width.ts'

/** Cells are cut beyond that, so that several columns have room. */
const widestCell = 22
const gap = 2

/**
 * The first rows of a file as a table: of its columns, as many as fit. What is in the cells is made safe to print.
 * @param columns that a line may take
 */
export function firstRowsLines({ header, rows, note }: Opening, columns: number): readonly string[] {
  const cells = [header, ...rows].map((record) => record.map(value))
  const widths = header.map((_, at) =>
    Math.min(widestCell, Math.max(...cells.map((record) => columnsOf(record[at] ?? '')))),
  )
  let [shown, room] = [0, columns + gap]
  while (shown < widths.length && room - widths[shown]! - gap >= 0) room -= widths[shown++]! + gap
  shown = Math.max(1, shown)
  const limited = cells.map((record) => record.slice(0, shown))
  const [titles = [], ...others] = limited
  const table = alignedTable({ columns: titles, rows: others }, widthOf(widths, shown))
  return [
    ...(header.length === 0 ? [] : table),
    ...(rows.length === 0 ? ['no rows'] : []),
    ...(header.length > shown ? [`and ${header.length - shown} more of its ${header.length} columns`] : []),
    ...(note === null ? [] : wrap(value(note), columns)),
  ]
}

function widthOf(widths: readonly number[], shown: number): number {
  return widths.slice(0, shown).reduce((sum, width) => sum + width + gap, -gap)
}
