import { isUtf8 } from 'node:buffer'
import type { CsvPlace } from '../report/report.ts'
import type { Facts } from './facts.ts'
import { type Inspected, inspectedOn } from './inspected.ts'
import { lineFeedsIn } from './reading/characters.ts'
import { mostCells } from './reading/record.ts'
import type { RecordReader } from './reading/record-reader.ts'
import type { Row } from './row.ts'
import type { Flaw, FlawKind } from './rule.ts'
import { showAround } from './show.ts'
import { invalidUtf8 } from './utf8.ts'

export const wholeFile: CsvPlace = { row: null, line: 1, column: null, byte: 0 }

type Known = Pick<Flaw, 'remedy' | 'note'>

/** Finds what is wrong with records as such, whatever they hold, and tells where it stands. */
export class FlawFinder {
  /** What the columns are called. */
  names: readonly string[]
  /** The line on which the record begins. */
  line = 1
  private readonly reader: RecordReader
  private readonly facts: Facts
  private readonly rules

  /** @param names of the contract's columns, until the header is known */
  constructor(reader: RecordReader, inspected: readonly Inspected[], facts: Facts, names: readonly string[]) {
    this.reader = reader
    this.facts = facts
    this.names = names
    this.rules = new Map(inspectedOn(inspected, 'flaw').map((each) => [each.check.flaw, each]))
  }

  /**
   * @param at the place, or the index of a byte of the record
   * @param cell its number from 0, where the flaw is one of a cell
   * @param shown what was found, as messages show it. @default what stands around that byte
   * @param more what else is known of it
   */
  add(flaw: FlawKind, at: CsvPlace | number, cell: number | null = null, shown?: string, more: Known = {}): void {
    const { check, findings } = this.rules.get(flaw)!
    const { record } = this.reader
    findings.add(() => {
      const place = typeof at === 'number' ? this.placeAt(at, cell) : at
      const seen = shown ?? showAround(record.bytes, at as number, record.start, record.end)
      return { ...check.explain({ ...more, place, shown: seen, cells: record.count, names: this.names }), place }
    })
  }

  placeAt(index: number, cell: number | null): CsvPlace {
    const { record } = this.reader
    return {
      row: record.isBlankLine ? null : this.facts.rows,
      line: this.line + lineFeedsIn(record.bytes, record.start, index),
      column: cell === null ? null : { number: cell + 1, name: this.names[cell] ?? '' },
      byte: this.reader.offsetOf(index),
    }
  }

  /** Quotation marks that stand where none may. */
  inQuotes(): void {
    for (const { cell, flaw, at } of this.reader.record.damages) {
      this.facts.diagnose(flaw)
      this.add(flaw, at, cell)
    }
  }

  /** Cells that are missing or too many, in a row without damage. */
  inWidth(): void {
    const { record } = this.reader
    const width = this.names.length
    this.rules.get('missing-cell')!.findings.checked++
    this.rules.get('extra-cell')!.findings.checked++
    if (record.count < width) this.add('missing-cell', record.start, null, `${record.count} cells`)
    if (record.count > width) this.add('extra-cell', record.rawStart(width), null, `${record.count} cells`)
  }

  /**
   * Bytes that no cell may hold.
   * @param row is told which cells hold them
   */
  inBytes(row: Row): void {
    const { record } = this.reader
    const { bytes, start, end } = record
    const part = bytes.subarray(start, end)
    const isText = isUtf8(part)
    if (isText && !part.includes(0)) return
    for (let cell = 0; cell < Math.min(record.count, mostCells); cell++) {
      const [from, to] = [record.starts[cell]!, record.ends[cell]!]
      const nul = bytes.subarray(from, to).indexOf(0)
      const invalid = isText ? -1 : invalidUtf8(bytes, from, to)
      if (nul >= 0) this.add('nul', from + nul, cell)
      if (invalid >= 0) this.add('not-utf8', invalid, cell)
      if (nul >= 0 || invalid >= 0) row.spoil(cell)
    }
  }

  /** A line end that is not that of the first record, or a first one that is a CR alone. */
  inLineEnd(): void {
    const { facts } = this
    const { lineEnd, loneCarriageReturn, end } = this.reader.record
    if (facts.lineEnd === 'none') {
      facts.lineEnd = lineEnd
      if (lineEnd === 'CR') this.add('mixed-line-ends', end, null, 'CR alone, as old Macs wrote it')
    } else if (lineEnd !== 'none') this.rules.get('mixed-line-ends')!.findings.checked++
    const isOther = lineEnd !== 'none' && lineEnd !== facts.lineEnd
    const first = `where the first line ends with ${facts.lineEnd}`
    if (isOther) this.add('mixed-line-ends', end, null, `${lineEnd} ${first}`)
    else if (loneCarriageReturn >= 0) this.add('mixed-line-ends', loneCarriageReturn, null, `a lone CR ${first}`)
    facts.hasMixedLineEnds ||= isOther || loneCarriageReturn >= 0
  }
}
