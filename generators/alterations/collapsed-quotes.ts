import type { ColumnWriter, Per } from '../cells.ts'
import type { Alteration, FileColumn } from './alteration.ts'

/**
 * As seen in the documentation's samples, where `{"username":""}` in its outer quotes reads `"{"username":"}"`. The
 * header row stays whole, and so do the cells of alterations that come after this one.
 */
export const collapsedQuotes = {
  name: 'collapsed-quotes',
  summary: 'Keeps the outer quotes of a quoted cell, but writes every run of quotation marks inside as a single one.',
  breaks: 'syntax',
  options: {},
  damage: () => 'quotation marks inside quoted cells are not doubled',
  apply: (columns): readonly FileColumn[] =>
    columns.map((column) => ({ ...column, writer: new CollapsedColumn(column.writer) })),
} as const satisfies Alteration

const quote = 0x22

/** Its `value` stays what the cell was meant to hold: which values readers make of it is the question it asks. */
class CollapsedColumn implements ColumnWriter<unknown> {
  readonly per: Per
  private readonly whole: ColumnWriter<unknown>
  /** Holds one cell at a time; grows to the longest. */
  private scratch = Buffer.alloc(0)

  constructor(whole: ColumnWriter<unknown>) {
    this.per = whole.per
    this.whole = whole
  }

  value(from: unknown): string {
    return this.whole.value(from)
  }

  width(from: unknown): number {
    return this.make(from)
  }

  write(from: unknown, out: Uint8Array, at: number): number {
    return at + this.scratch.copy(out, at, 0, this.make(from))
  }

  /** Makes the damaged cell at the start of `scratch` and returns its length. */
  private make(from: unknown): number {
    const width = this.whole.width(from)
    if (width > this.scratch.length) this.scratch = Buffer.allocUnsafeSlow(width)
    this.whole.write(from, this.scratch, 0)
    return width > 2 && this.scratch[0] === quote ? collapse(this.scratch, width) : width
  }
}

/** Works in place, since what is kept never moves to the right. */
function collapse(cell: Uint8Array, width: number): number {
  let kept = 1
  let inRun = false
  for (let i = 1; i < width - 1; i++) {
    const isQuote = cell[i] === quote
    if (!isQuote || !inRun) cell[kept++] = cell[i]!
    inRun = isQuote
  }
  cell[kept++] = quote
  return kept
}
