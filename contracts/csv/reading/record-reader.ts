import { opensJson } from './characters.ts'
import { Lookahead } from './lookahead.ts'
import { type Outcome, readRecord } from './read-record.ts'
import { lastResort, type Reading, readings, unclosedQuote, unescapedJson } from './readings.ts'
import { CsvRecord, type LineEnd } from './record.ts'
import type { Source } from './source.ts'

/** A record may be so long, in bytes. Nobody writes longer ones, and what is kept in memory must have a limit. */
export const longestRecord = 8 * 1024 * 1024

/**
 * - `record`: one was read.
 * - `more`: more bytes must come, or the end of the file must be told.
 * - `end`: the file is read.
 * - `truncated`: the file ends within a record, which begins at `record.start`.
 * - `too-long`: the record that begins at `record.start` has no end within the longest that is read.
 */
export type Step = 'record' | 'more' | 'end' | 'truncated' | 'too-long'

/** Reads records from bytes that come in pieces. Of these it keeps no more than the record that is not whole yet. */
export class RecordReader {
  readonly record = new CsvRecord()
  private readonly following = new CsvRecord()
  private readonly lookahead = new Lookahead()
  private bytes = Buffer.allocUnsafeSlow(128 * 1024)
  /** Where the next record begins. */
  private at = 0
  private end = 0
  private isLast = false
  private lineEnd: LineEnd | undefined
  /** So many bytes make another try worth while; doubled at each, so that long records are not read over and over. */
  private wanted = 1
  /** Offset in the file of the first byte at hand. */
  private base = 0

  /** @param chunk is copied, so it can be used again */
  push(chunk: Uint8Array): void {
    const kept = this.end - this.at
    const needed = kept + chunk.length + 1
    const { bytes } = this
    if (needed > bytes.length) this.bytes = Buffer.allocUnsafeSlow(Math.max(needed, 2 * bytes.length))
    if (this.bytes !== bytes || this.at > 0) bytes.copy(this.bytes, 0, this.at, this.end)
    this.base += this.at
    this.at = 0
    this.bytes.set(chunk, kept)
    this.end = kept + chunk.length
  }

  /** Says that no more bytes will come. */
  finish(): void {
    this.isLast = true
  }

  /** Whether it is worth while to read: enough bytes have come since the last try, or no more will. */
  get isReady(): boolean {
    return this.isLast || this.end - this.at >= this.wanted
  }

  /** Offset in the file of an index into the bytes of the record. */
  offsetOf(index: number): number {
    return this.base + index
  }

  /** Index of the first byte that has not been read yet. */
  get position(): number {
    return this.at
  }

  /** What has not been read yet of the bytes at hand. */
  get rest(): Buffer {
    return this.bytes.subarray(this.at, this.end)
  }

  /** Leaves out bytes that belong to no record. */
  skip(count: number): void {
    this.at += count
  }

  /**
   * Reads the next record into `record`.
   * @param width how many cells it should have; decides between explanations of a damaged one
   */
  read(width: number): Step {
    const { at, end, isLast } = this
    if (at >= end) return isLast ? 'end' : 'more'
    if (!this.isReady) return 'more'
    this.lookahead.begin()
    const source: Source = { bytes: this.bytes, end, isLast, lineEnd: this.lineEnd }
    const step = this.readFrom(source, width)
    if (step === 'more' && end - at > longestRecord) return this.readBounded(source, width)
    if (step === 'record' && this.record.next - at > longestRecord) return this.readBounded(source, width)
    return this.take(step)
  }

  private take(step: Step): Step {
    if (step === 'more') this.wanted = Math.min(2 * (this.end - this.at), longestRecord + 1)
    if (step !== 'record') return step
    this.wanted = 1
    this.lookahead.settle(this.record.next - this.at)
    this.at = this.record.next
    this.lineEnd ??= this.record.lineEnd
    return step
  }

  private readFrom(source: Source, width: number): Step {
    const { record, at } = this
    let outcome = readRecord(source, at, record)
    if (outcome === 'damaged') outcome = this.explain(source, width)
    if (outcome === 'complete' && record.count > width && this.hasBrackets()) outcome = this.joinBrackets(source, width)
    if (outcome === 'complete') return 'record'
    if (outcome === 'incomplete') return 'more'
    return this.isUnclosed(source, width) ? 'record' : 'truncated'
  }

  /** Of the readings that give as many cells as there should be, the one that needs the fewest damaged ones. */
  private explain(source: Source, width: number): Outcome {
    const { record, lookahead } = this
    let best = lastResort
    let fewest = Number.POSITIVE_INFINITY
    let furthest = 0
    for (const reading of lookahead.isSpent ? [] : readings) {
      const outcome = this.attempt(source, reading)
      if (outcome === 'incomplete') return outcome
      furthest = Math.max(furthest, record.next)
      if (outcome !== 'complete' || record.count !== width || record.damages.length >= fewest) continue
      best = reading
      fewest = record.damages.length
      if (fewest === 1) break
    }
    const outcome = fewest === 1 ? 'complete' : this.attempt(source, best)
    lookahead.lose(Math.max(0, furthest - record.next))
    return outcome
  }

  /** JSON without any quotation mark damages nothing, but its commas make cells. */
  private joinBrackets(source: Source, width: number): Outcome {
    const { record, at, lookahead } = this
    if (lookahead.isSpent) return 'complete'
    const outcome = this.attempt(source, unescapedJson)
    if (outcome === 'incomplete' || (outcome === 'complete' && record.count === width)) return outcome
    const reached = record.next
    const asItStands = readRecord(source, at, record)
    lookahead.lose(Math.max(0, reached - record.next))
    return asItStands
  }

  private attempt(source: Source, reading: Reading): Outcome {
    return readRecord(source, this.at, this.record, { reading, lookahead: this.lookahead })
  }

  private hasBrackets(): boolean {
    const { bytes, starts, marks, count } = this.record
    for (let cell = 0; cell < Math.min(count, starts.length); cell++) {
      if (marks[cell] === 0 && opensJson(bytes[starts[cell]!])) return true
    }
    return false
  }

  /** Whether the file goes on in whole records, and so was not cut, if an opening quote is taken for a stray one. */
  private isUnclosed(source: Source, width: number): boolean {
    const { record, following } = this
    const outcome = this.attempt(source, unclosedQuote)
    if (outcome !== 'complete' || record.count !== width || record.lineEnd === 'none') return false
    if (record.next >= source.end) return true
    const next = readRecord(source, record.next, following)
    return next === 'damaged' || (next === 'complete' && (following.count === width || following.isBlankLine))
  }

  /** Reads a record that seems to have no end as if the file ended where the longest one does. */
  private readBounded(source: Source, width: number): Step {
    this.lookahead.begin()
    const end = this.at + longestRecord
    const covered = source.bytes[end]!
    const outcome = readRecord({ ...source, end, isLast: true }, this.at, this.record)
    const isUnclosed = outcome === 'open' && this.isUnclosed({ ...source, end, isLast: true }, width)
    source.bytes[end] = covered
    return isUnclosed ? this.take('record') : 'too-long'
  }
}
