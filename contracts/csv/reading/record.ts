import type { QuotingFlaw } from './readings.ts'

/** How a cell is written. */
export const mark = { plain: 0, quoted: 1, doubled: 2, damaged: 3 } as const

/** What ends a record; `none` where the file ends with it. */
export type LineEnd = 'none' | 'LF' | 'CRLF' | 'CR'

/** A cell whose quotes are not as RFC 4180 has them. */
export interface Damage {
  /** Its number, from 0. */
  readonly cell: number
  readonly flaw: QuotingFlaw
  /** Index of the quotation mark that stands where none may, or that is never closed. */
  readonly at: number
}

/** So many cells of a record are looked at, and those beyond are counted. No dataset comes near. */
export const mostCells = 4096

/**
 * Where the parts of one record are, as indexes into the bytes that it was read from. One object serves for all records
 * of a file.
 */
export class CsvRecord {
  bytes: Buffer = Buffer.alloc(0)
  start = 0
  /** Behind the last cell. */
  end = 0
  /** Behind the line end; where the record could not be read, the place up to which it could. */
  next = 0
  lineEnd: LineEnd = 'none'
  /** How many cells there are, those that are not looked at included. */
  count = 0
  /** Line feeds within quoted cells. */
  innerLines = 0
  /** The last carriage return by itself that ends nothing, or -1. */
  loneCarriageReturn = -1
  damages: Damage[] = []
  /** Of the text of each cell: what is between the quotes where it is quoted, all of it where it is damaged. */
  readonly starts = new Int32Array(mostCells)
  readonly ends = new Int32Array(mostCells)
  readonly marks = new Uint8Array(mostCells)

  begin(bytes: Buffer, start: number): void {
    this.bytes = bytes
    this.start = start
    this.loneCarriageReturn = -1
    if (this.damages.length > 0) this.damages = []
  }

  /** @param width of the line end, in bytes */
  finish(count: number, end: number, width: number, lineEnd: LineEnd, innerLines: number): void {
    this.count = count
    this.end = end
    this.next = end + width
    this.lineEnd = lineEnd
    this.innerLines = innerLines
  }

  /** Where a cell begins, its opening quote included. */
  rawStart(cell: number): number {
    return this.isQuoted(cell) ? this.starts[cell]! - 1 : this.starts[cell]!
  }

  /** Behind a cell, its closing quote included. */
  rawEnd(cell: number): number {
    return this.isQuoted(cell) ? this.ends[cell]! + 1 : this.ends[cell]!
  }

  isBlank(cell: number): boolean {
    return this.starts[cell] === this.ends[cell]
  }

  isQuoted(cell: number): boolean {
    return this.marks[cell] === mark.quoted || this.marks[cell] === mark.doubled
  }

  /** The text of a cell, its doubled quotes made single. What is not UTF-8 is replaced. */
  text(cell: number): string {
    const text = this.bytes.toString('utf8', this.starts[cell]!, this.ends[cell]!)
    return this.marks[cell] === mark.doubled ? text.replaceAll('""', '"') : text
  }

  /** Whether nothing stands between two line ends. */
  get isBlankLine(): boolean {
    return this.end === this.start
  }
}
