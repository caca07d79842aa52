import { stringify } from 'csv-stringify/sync'
import { type Dialect, stringifyOptions } from './dialect.ts'
import { type UlidBits, ulidLength, writeUlid } from './ulid.ts'

/** A cell that many rows repeat, encoded once. */
export interface Cell {
  readonly value: string
  /** UTF-8, quoted where the dialect asks for it. */
  readonly bytes: Uint8Array
  /** How many bytes: here too, since adding up lengths must not wait for the bytes' own object from memory. */
  readonly width: number
}

/** A part of a cell that is always quoted, such as one member of a JSON object. */
export interface Piece {
  readonly value: string
  /** UTF-8, quotes doubled; the quotes around the whole cell belong to its first and last piece. */
  readonly bytes: Uint8Array
  readonly width: number
}

/** Whether a column's cells follow from the group of rows, and so repeat in each of them, or from the row. */
export type Per = 'group' | 'row'

/** How one column is written: without making a string, and with a length that is known before. */
export interface ColumnWriter<Source, P extends Per = Per> {
  readonly per: P
  /** The cell as text, before encoding; empty where it is blank. */
  value(from: Source): string
  /** How many bytes `write` will put. */
  width(from: Source): number
  /** Puts the encoded cell at `at` and returns the offset behind it. */
  write(from: Source, out: Uint8Array, at: number): number
}

/** Makes the writers of columns; each selector says what a cell holds, and `undefined` leaves it blank. */
export interface ColumnKit<Source, P extends Per> {
  prepared(select: (from: Source) => Cell | undefined): ColumnWriter<Source, P>
  /** Three pieces in a row make the cell. */
  pieces(
    first: (from: Source) => Piece,
    second: (from: Source) => Piece,
    third: (from: Source) => Piece,
  ): ColumnWriter<Source, P>
  ulid(select: (from: Source) => UlidBits | undefined): ColumnWriter<Source, P>
  /** From seconds since 1970, written as `YYYY-MM-DD HH:MM:SS` in UTC. */
  dateTime(select: (from: Source) => number | undefined): ColumnWriter<Source, P>
}

/** Everything that depends on the dialect's quoting. */
export interface CellKit {
  cell(value: string): Cell
  /** Which pieces open and close the quotes is said here, since only the whole cell has them. */
  piece(value: string, quotes?: 'opening' | 'closing'): Piece
  /** For columns whose cells follow from the group. */
  perGroup<Group>(): ColumnKit<Group, 'group'>
  /** For columns whose cells follow from the row. */
  perRow<Row>(): ColumnKit<Row, 'row'>
}

const quote = 0x22
const utf8 = new TextEncoder()

export function cellKit(dialect: Dialect): CellKit {
  const cellOptions = { ...stringifyOptions(dialect), bom: false, eof: false }
  const always = dialect.quoting === 'always'
  return {
    cell: (value) => encoded(value, stringify([[value]], cellOptions)),
    piece(value, quotes) {
      const quoted = stringify([[value]], { ...cellOptions, quoted: true })
      const from = quotes === 'opening' ? 0 : 1
      const to = quotes === 'closing' ? quoted.length : quoted.length - 1
      return encoded(value, quoted.slice(from, to))
    },
    perGroup: () => columnKit('group', always),
    perRow: () => columnKit('row', always),
  }
}

function encoded(value: string, text: string): Cell & Piece {
  const bytes = utf8.encode(text)
  return { value, bytes, width: bytes.length }
}

function columnKit<Source, P extends Per>(per: P, quoted: boolean): ColumnKit<Source, P> {
  return {
    prepared: (select) => new PreparedColumn(per, select),
    pieces: (first, second, third) => new PiecesColumn(per, first, second, third),
    ulid: (select) => new FixedWidthColumn(per, select, ulidLength, writeUlid, quoted),
    dateTime: (select) => new FixedWidthColumn(per, select, 19, writeDateTime, quoted),
  }
}

// Classes rather than closures: V8 inlines their few methods, and each cell then costs one call, of its selector.

class PreparedColumn<Source, P extends Per> implements ColumnWriter<Source, P> {
  readonly per: P
  private readonly select: (from: Source) => Cell | undefined

  constructor(per: P, select: (from: Source) => Cell | undefined) {
    this.per = per
    this.select = select
  }

  value(from: Source): string {
    return this.select(from)?.value ?? ''
  }

  width(from: Source): number {
    const cell = this.select(from)
    return cell === undefined ? 0 : cell.width
  }

  write(from: Source, out: Uint8Array, at: number): number {
    const cell = this.select(from)
    return cell === undefined ? at : put(cell.bytes, out, at)
  }
}

class PiecesColumn<Source, P extends Per> implements ColumnWriter<Source, P> {
  readonly per: P
  private readonly first: (from: Source) => Piece
  private readonly second: (from: Source) => Piece
  private readonly third: (from: Source) => Piece

  constructor(per: P, first: (from: Source) => Piece, second: (from: Source) => Piece, third: (from: Source) => Piece) {
    this.per = per
    this.first = first
    this.second = second
    this.third = third
  }

  value(from: Source): string {
    return this.first(from).value + this.second(from).value + this.third(from).value
  }

  width(from: Source): number {
    return this.first(from).width + this.second(from).width + this.third(from).width
  }

  write(from: Source, out: Uint8Array, start: number): number {
    const second = put(this.first(from).bytes, out, start)
    const third = put(this.second(from).bytes, out, second)
    return put(this.third(from).bytes, out, third)
  }
}

/** Cells made on the spot: they differ in almost every row, and all have the same width. */
class FixedWidthColumn<Source, Value, P extends Per> implements ColumnWriter<Source, P> {
  readonly per: P
  private readonly select: (from: Source) => Value | undefined
  private readonly valueWidth: number
  private readonly cellWidth: number
  private readonly writeValue: (value: Value, out: Uint8Array, at: number) => void

  constructor(
    per: P,
    select: (from: Source) => Value | undefined,
    width: number,
    writeValue: (value: Value, out: Uint8Array, at: number) => void,
    quoted: boolean,
  ) {
    this.per = per
    this.select = select
    this.valueWidth = width
    this.cellWidth = quoted ? width + 2 : width
    this.writeValue = writeValue
  }

  value(from: Source): string {
    const value = this.select(from)
    if (value === undefined) return ''
    const out = Buffer.alloc(this.valueWidth)
    this.writeValue(value, out, 0)
    return out.toString('latin1')
  }

  width(from: Source): number {
    return this.select(from) === undefined ? 0 : this.cellWidth
  }

  write(from: Source, out: Uint8Array, at: number): number {
    const value = this.select(from)
    if (value === undefined) return at
    if (this.cellWidth === this.valueWidth) {
      this.writeValue(value, out, at)
    } else {
      out[at] = quote
      this.writeValue(value, out, at + 1)
      out[at + this.cellWidth - 1] = quote
    }
    return at + this.cellWidth
  }
}

/** Up to so many bytes a loop copies faster than a call of `set` or `copyWithin` does (seen on Node 20). */
export const shortCopy = 16

function put(bytes: Uint8Array, out: Uint8Array, at: number): number {
  const { length } = bytes
  if (length > shortCopy) out.set(bytes, at)
  else for (let i = 0; i < length; i++) out[at + i] = bytes[i]!
  return at + length
}

function writeDateTime(seconds: number, out: Uint8Array, at: number): void {
  const days = Math.floor(seconds / 86_400)
  const second = seconds - days * 86_400
  // Days to a date of the Gregorian calendar, counting years from March so that the leap day is the last.
  const sinceMarch0000 = days + 719_468
  const era = Math.floor(sinceMarch0000 / 146_097)
  const dayOfEra = sinceMarch0000 - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const century = Math.floor(year / 100)
  putTwoDigits(century, out, at)
  putTwoDigits(year - century * 100, out, at + 2)
  out[at + 4] = 0x2d
  putTwoDigits(month, out, at + 5)
  out[at + 7] = 0x2d
  putTwoDigits(dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1, out, at + 8)
  out[at + 10] = 0x20
  const minute = Math.floor(second / 60)
  const hour = Math.floor(minute / 60)
  putTwoDigits(hour, out, at + 11)
  out[at + 13] = 0x3a
  putTwoDigits(minute - hour * 60, out, at + 14)
  out[at + 16] = 0x3a
  putTwoDigits(second - minute * 60, out, at + 17)
}

function putTwoDigits(number: number, out: Uint8Array, at: number): void {
  const tens = Math.floor(number / 10)
  out[at] = 0x30 + tens
  out[at + 1] = 0x30 + number - tens * 10
}
