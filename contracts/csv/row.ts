import { type CsvRecord, mark } from './reading/record.ts'

/** A record with as many cells as the header, as rules see it. Cells are counted from 0, in the order of the file. */
export class Row {
  /** Its number, from 1. */
  number = 0
  private readonly record: CsvRecord
  private readonly spoilt = new Set<number>()

  constructor(record: CsvRecord) {
    this.record = record
  }

  /** Takes the record that was just read. */
  begin(number: number): void {
    this.number = number
    if (this.spoilt.size > 0) this.spoilt.clear()
  }

  /** Says that a cell holds bytes that no cell may hold, so that what else is wrong with it is only a consequence. */
  spoil(cell: number): void {
    this.spoilt.add(cell)
  }

  get bytes(): Buffer {
    return this.record.bytes
  }

  /** Index of the first byte of what a cell holds. */
  from(cell: number): number {
    return this.record.starts[cell]!
  }

  /** Behind the last one. */
  to(cell: number): number {
    return this.record.ends[cell]!
  }

  isBlank(cell: number): boolean {
    return this.record.isBlank(cell)
  }

  /** Whether a cell can be judged by what it holds. */
  isSound(cell: number): boolean {
    return this.record.marks[cell] !== mark.damaged && (this.spoilt.size === 0 || !this.spoilt.has(cell))
  }

  text(cell: number): string {
    return this.record.text(cell)
  }
}
