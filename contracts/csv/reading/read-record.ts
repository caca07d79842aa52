import { carriageReturn, comma, lineFeed, lineFeedsIn, opensJson, quote } from './characters.ts'
import type { Lookahead } from './lookahead.ts'
import type { DamagedCell, Reading } from './readings.ts'
import { type CsvRecord, type Damage, mark, mostCells } from './record.ts'
import { carriageReturnEnds, isDelimiter, type Source } from './source.ts'

/**
 * - `complete`: the record was read.
 * - `incomplete`: more bytes must come before it can be.
 * - `damaged`: a quotation mark stands where RFC 4180 allows none, and the reading does not explain it.
 * - `open`: the file ends within quotes.
 */
export type Outcome = 'complete' | 'incomplete' | 'damaged' | 'open'

/** An attempt to read a damaged record. */
export interface Attempt {
  readonly reading: Reading
  /** Of the whole file. */
  readonly lookahead: Lookahead
}

/**
 * Reads one record as RFC 4180 has it.
 * @param start index of its first byte; there is at least one
 * @param record takes what was read
 * @param attempt how to go on where a cell is damaged; without one, the record is given up there
 */
export function readRecord(source: Source, start: number, record: CsvRecord, attempt?: Attempt): Outcome {
  const { bytes, end, isLast, lineEnd } = source
  const { starts, ends, marks } = record
  record.begin(bytes, start)
  // Each of the loops below stops at a quotation mark, so none of them has to look for the end.
  bytes[end] = quote
  let at = start
  let cell = 0
  let lines = 0

  for (;;) {
    let from = at
    let written: number = mark.plain
    let damagedAt = -1
    const linesBefore = lines

    if (bytes[at] === quote && at < end) {
      written = mark.quoted
      from = ++at
      for (;;) {
        let byte = bytes[at]!
        while (byte > quote) byte = bytes[++at]!
        if (byte === quote) {
          if (at + 1 >= end || bytes[at + 1] !== quote) break
          written = mark.doubled
          at++
        } else if (byte === lineFeed) lines++
        at++
      }
      if (at >= end) {
        if (!isLast) return 'incomplete'
        if (attempt === undefined) return 'open'
        damagedAt = end
      } else {
        const closes = bytes[at + 1] === comma && at + 1 < end ? 'yes' : isDelimiter(source, at + 1)
        if (closes === 'incomplete') return 'incomplete'
        if (closes === 'no') damagedAt = at
      }
    } else if (attempt?.reading.takesBrackets && opensJson(bytes[at])) {
      damagedAt = at
    } else {
      for (;;) {
        let byte = bytes[at]!
        while (byte > comma) byte = bytes[++at]!
        if (byte === comma || byte === lineFeed) break
        if (byte === quote) {
          if (at < end) damagedAt = at
          break
        }
        if (byte === carriageReturn) {
          if (at + 1 >= end && !isLast) return 'incomplete'
          if (carriageReturnEnds(source, at)) break
          record.loneCarriageReturn = at
        }
        at++
      }
    }

    let to = at
    if (damagedAt === -1) {
      if (written !== mark.plain) at++
    } else {
      record.next = damagedAt
      if (attempt === undefined) return 'damaged'
      if (written !== mark.plain) from--
      const { reading, lookahead } = attempt
      const damagedCell = { bytes, end, isLast, lineEnd, rawStart: from, damagedAt, lookahead }
      const explained = reading.endOf(damagedCell)
      if (typeof explained !== 'number') return explained
      at = to = explained
      lines = linesBefore + lineFeedsIn(bytes, from, to)
      written = damagedAt === from && isPlain(bytes, from, to) ? mark.plain : mark.damaged
      if (written === mark.damaged) record.damages.push(damageOf(damagedCell, cell, reading))
    }
    if (cell < mostCells) {
      starts[cell] = from
      ends[cell] = to
      marks[cell] = written
    }

    // Behind a cell.
    cell++
    if (at >= end) {
      if (!isLast) return 'incomplete'
      record.finish(cell, at, 0, 'none', lines)
      return 'complete'
    }
    const byte = bytes[at]
    if (byte === comma) {
      at++
      continue
    }
    if (byte === lineFeed) record.finish(cell, at, 1, 'LF', lines)
    else if (at + 1 < end && bytes[at + 1] === lineFeed) record.finish(cell, at, 2, 'CRLF', lines)
    else record.finish(cell, at, 1, 'CR', lines)
    return 'complete'
  }
}

function damageOf(damaged: DamagedCell, cell: number, reading: Reading): Damage {
  const flaw = reading.flawOf(damaged)
  // An opening quote that is never closed comes to light much later, at one that is not its own.
  return { cell, flaw, at: flaw === 'unclosed-quote' ? damaged.rawStart : damaged.damagedAt }
}

/** Whether a cell that begins with a bracket holds neither quotes nor commas, so that nothing is damaged after all. */
function isPlain(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === quote || bytes[at] === comma) return false
  return true
}
