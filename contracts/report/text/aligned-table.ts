import type { Table } from '../report.ts'
import { columnsOf, cutToColumns, padToColumns } from './width.ts'

/**
 * A table for a terminal: its header, then one line per row, columns two blanks apart. Where it is wider than a line, the
 * widest columns are narrowed and their cells cut in the middle.
 * @param width in columns; with very many columns the lines are longer all the same
 */
export function alignedTable({ columns, rows }: Table, width: number): readonly string[] {
  const widths = narrowed(widthsOf([columns, ...rows]), width)
  return [columns, ...rows].map((cells) =>
    cells
      .map((cell, i) => padToColumns(cutToColumns(cell, widths[i]!), widths[i]!))
      .join(gap)
      .trimEnd(),
  )
}

const gap = '  '
/** Room for a letter, the ellipsis and a letter. */
const narrowest = 3

function widthsOf(lines: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(...lines.map(({ length }) => length))
  return Array.from({ length: columns }, (_, i) => Math.max(...lines.map((cells) => columnsOf(cells[i] ?? ''))))
}

/** The same limit for all columns: the largest one under which they fit. */
function narrowed(widths: readonly number[], width: number): readonly number[] {
  const room = width - gap.length * (widths.length - 1)
  const limitedTo = (limit: number) => widths.map((each) => Math.min(each, limit))
  const fits = (limit: number) => limitedTo(limit).reduce((sum, each) => sum + each, 0) <= room
  let limit = Math.max(narrowest, ...widths)
  while (limit > narrowest && !fits(limit)) limit--
  return limitedTo(limit)
}
