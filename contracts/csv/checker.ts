import { isUtf8 } from 'node:buffer'
import type { Dataset } from '../dataset.ts'
import type { Report, Verdict } from '../report/report.ts'
import { assertReadings, type ChosenReadings, isReadOtherwise } from './chosen-readings.ts'
import { Facts } from './facts.ts'
import { Findings, type Unexercised } from './findings.ts'
import { FlawFinder, wholeFile } from './flaw-finder.ts'
import { foreignContents, markOf, separatorLineOf, sniffed } from './foreign.ts'
import { type Header, isCutHeaderRow, isHeaderRow, readHeader } from './header.ts'
import { type Inspected, inspectedOn } from './inspected.ts'
import { likelierDataset } from './likelier-dataset.ts'
import type { CsvOptions } from './options.ts'
import { lineFeed, quote } from './reading/characters.ts'
import { mark, mostCells } from './reading/record.ts'
import { longestRecord, RecordReader } from './reading/record-reader.ts'
import { resolveRule } from './resolve-rule.ts'
import { Row } from './row.ts'
import { RowJudge } from './row-judge.ts'
import type { CellSettings } from './rule.ts'
import { csvRules } from './rules/index.ts'
import { whyUnexercised } from './unexercised.ts'
import { endsWithinCharacter } from './utf8.ts'

/** So many bytes are read at once. */
const slice = 65_536
/** The last millisecond that a ULID can tell, in 48 bits. */
const latestUlid = 2 ** 48 - 1

/**
 * Holds a CSV file against the columns of a dataset while it streams. Memory stays constant: it keeps one record (of at
 * most 8 MiB), the first findings of each rule, and a bounded number of cells.
 */
export class CsvChecker {
  private readonly dataset: Dataset
  private readonly subject: string
  private readonly settings: CellSettings
  private readonly readings: ChosenReadings
  private readonly inspected: readonly Inspected[]
  private readonly facts = new Facts()
  private readonly reader = new RecordReader()
  private readonly record = this.reader.record
  private readonly row = new Row(this.record)
  private readonly flaws: FlawFinder

  /** The file's own or, where the file begins with a row, the contract's. */
  private header: Header | undefined
  private hasHeader = false
  private judge: RowJudge | undefined
  /** Why nothing more is read of the file. */
  private stop: Unexercised | undefined
  private hasBegun = false
  private isOver = false
  /** Whether the file ends within a record. */
  private isCut = false
  /** Index behind the bytes that are known to be UTF-8 without NUL, of those at hand. */
  private cleanTo = 0

  /** @throws {RangeError} for the first option that is out of range, or a reading that there is not */
  constructor(dataset: Dataset, options: CsvOptions = {}) {
    const { mostFindings = 20, now = Date.now(), readings = {}, subject = 'CSV' } = options
    assertWithin('mostFindings', mostFindings, 1, Number.MAX_SAFE_INTEGER)
    assertWithin('now', now, 0, latestUlid)
    assertReadings(dataset, readings)
    const names = dataset.download.columns.map(({ name }) => name)
    this.dataset = dataset
    this.subject = subject
    this.settings = { now }
    this.readings = readings
    this.inspected = csvRules.map((rule) => ({ rule, check: rule.check, findings: new Findings(mostFindings) }))
    this.flaws = new FlawFinder(this.reader, this.inspected, this.facts, names)
  }

  /** Takes the next bytes of the file; they are copied. */
  push(chunk: Uint8Array): void {
    if (this.isOver)
      throw new Error('Received a chunk after end(); expected none. Make a new CsvChecker for each file.')
    this.facts.bytes += chunk.length
    for (let at = 0; at < chunk.length && this.stop === undefined; at += slice) {
      this.reader.push(chunk.subarray(at, at + slice))
      this.readAll(false)
    }
  }

  /** Says that the file is over. */
  end(): Report {
    if (!this.isOver) {
      this.isOver = true
      this.reader.finish()
      if (this.stop === undefined) this.readAll(true)
    }
    return {
      judge: 'csv',
      subject: this.subject,
      dataset: this.dataset.slug,
      verdicts: this.inspected.map((each) => this.verdictOf(each)),
      facts: this.facts.report(this.hasHeader ? this.header : undefined),
    }
  }

  private readAll(isLast: boolean): void {
    if (!this.hasBegun) {
      if (!isLast && this.reader.rest.length < sniffed) return
      this.hasBegun = true
      this.begin()
    }
    if (!this.reader.isReady) return
    this.findClean()
    while (this.stop === undefined && this.advance());
  }

  /** @returns whether there may be another record among the bytes at hand */
  private advance(): boolean {
    const step = this.reader.read(this.flaws.names.length)
    if (step === 'record') this.takeRecord()
    else if (step === 'truncated') this.takeCut('quotes')
    else if (step === 'too-long') this.giveUp()
    else if (step === 'end') this.takeEnd()
    return step === 'record'
  }

  /** Looks at the first bytes: whether this can be CSV at all. */
  private begin(): void {
    const beginning = this.reader.rest.subarray(0, sniffed)
    const foreign = foreignContents.find(({ isBeginning }) => isBeginning(beginning, this.dataset))
    if (foreign !== undefined) {
      this.flaws.add(foreign.flaw, wholeFile, null, foreign.show(beginning), foreign)
      this.stop = { result: 'not-exercised', reason: `The file is ${foreign.name}, so there is no CSV to look at.` }
      return
    }
    const mark = markOf(beginning).length
    if (mark > 0) {
      this.facts.hasByteOrderMark = true
      this.flaws.add('byte-order-mark', wholeFile, null, 'the bytes EF BB BF')
      this.reader.skip(mark)
    }
    this.passSeparatorLine(separatorLineOf(beginning.subarray(mark)), mark)
  }

  /** Excel's own line is no record: the header stands below it. */
  private passSeparatorLine(line: string, byte: number): void {
    if (line === '') return
    const shown = `the line ${JSON.stringify(line.trim())}, which only spreadsheets understand`
    const remedy = 'Leave the line out: other readers take it for the header.'
    this.flaws.add('missing-header', { ...wholeFile, byte }, null, shown, { remedy })
    this.flaws.line++
    this.reader.skip(line.length)
  }

  /** Looks for bad bytes in whole lines at once, which is much faster than in each record. */
  private findClean(): void {
    const { rest, position } = this.reader
    const lines = rest.subarray(0, rest.lastIndexOf(lineFeed) + 1)
    this.cleanTo = isUtf8(lines) && !lines.includes(0) ? position + lines.length : 0
    this.facts.hasQuotes ||= rest.includes(quote)
  }

  private takeRecord(): void {
    const { record, flaws } = this
    if (record.isBlankLine) flaws.add('blank-line', record.start, null, 'a line without anything on it')
    else if (this.isCutRecord()) {
      this.takeCut(endsWithinCharacter(record.bytes, record.start, record.end) ? 'a character' : 'a record')
    } else if (this.header === undefined) this.takeHeader()
    else this.takeRow()
    flaws.inLineEnd()
    flaws.line += record.innerLines + 1
  }

  /** Whether the last record lacks cells, and so was not only left without a line end. */
  private isCutRecord(): boolean {
    const { record, flaws } = this
    if (record.lineEnd !== 'none') return false
    if (endsWithinCharacter(record.bytes, record.start, record.end)) return true
    return this.header === undefined ? isCutHeaderRow(this.cells(), this.dataset) : record.count < flaws.names.length
  }

  private takeHeader(): void {
    const { record, flaws, dataset } = this
    const own = readHeader(this.cells(), dataset)
    this.hasHeader = isHeaderRow(own)
    const header = this.hasHeader ? own : readHeader(flaws.names, dataset)
    this.header = header
    flaws.names = header.columns.map(({ name }) => name)
    this.judge = new RowJudge({
      header,
      inspected: this.inspected,
      settings: this.settings,
      isHeldToFormat: (column) => !isReadOtherwise(column, this.readings),
      placeOf: (cell) => flaws.placeAt(record.rawStart(cell), cell),
    })
    if (this.hasHeader) this.checkHeader(header)
    else
      this.goOnWithout(
        likelierDataset(
          own.columns.map(({ name }) => name),
          dataset,
        ),
      )
  }

  private checkHeader(header: Header): void {
    const { record, flaws } = this
    flaws.inBytes(this.row)
    flaws.inQuotes()
    for (const { check, findings } of inspectedOn(this.inspected, 'header')) {
      for (const { at, ...explanation } of check.find(header)) {
        const index = at === undefined ? record.start : record.rawStart(at)
        findings.add(() => ({ ...explanation, place: flaws.placeAt(index, at ?? null) }))
      }
    }
  }

  /** Where there is no header, a first record of the right width is a row of the contract's columns in their order. */
  private goOnWithout(note: string | undefined): void {
    const { record, flaws } = this
    const width = flaws.names.length
    flaws.add('missing-header', record.start, null, undefined, note === undefined ? {} : { note })
    if (record.count === width) this.takeRow()
    else {
      this.stop = {
        result: 'not-exercised',
        reason: `There is no header row, and records of ${record.count} cells are not those of ${width} columns.`,
      }
    }
  }

  private takeRow(): void {
    const { record, row, flaws } = this
    row.begin(++this.facts.rows)
    if (record.next > this.cleanTo) flaws.inBytes(row)
    if (record.damages.length > 0) flaws.inQuotes()
    else flaws.inWidth()
    if (record.count === flaws.names.length) this.judge!.judge(record, row)
  }

  /** @param within what the file ends */
  private takeCut(within: string): void {
    const { record, flaws } = this
    this.isCut = true
    const row = this.header === undefined ? 0 : this.facts.rows + 1
    flaws.add('truncated', { ...flaws.placeAt(record.start, null), row }, null, `the end of the file within ${within}`)
  }

  private takeEnd(): void {
    if (this.header !== undefined || this.isCut) return
    const shown = this.facts.bytes === 0 ? 'an empty file' : 'a file without any record'
    this.flaws.add('missing-header', wholeFile, null, shown)
  }

  private giveUp(): void {
    const { line, byte } = this.flaws.placeAt(this.record.start, null)
    this.stop = {
      result: 'could-not-check',
      reason: `The record that begins on line ${line} (byte ${byte}) is longer than ${longestRecord} bytes: nothing was looked at from there on.`,
    }
  }

  /** The cells of a header as text, without what was damaged in them, so that they are known all the same. */
  private cells(): readonly string[] {
    const { record } = this
    return Array.from({ length: Math.min(record.count, mostCells) }, (_, cell) => {
      const text = record.text(cell).replaceAll('\0', '')
      return record.marks[cell] === mark.damaged ? text.replace(/["\\]/g, '') : text
    })
  }

  private verdictOf(inspected: Inspected): Verdict {
    const { dataset, facts, hasHeader } = this
    const reason = whyUnexercised(inspected, { dataset, bytes: facts.bytes, rows: facts.rows, hasHeader })
    const unexercised = reason === undefined ? undefined : ({ result: 'not-exercised', reason } as const)
    return inspected.findings.verdict(resolveRule(inspected.rule, dataset), this.stop ?? unexercised)
  }
}

function assertWithin(option: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  throw new RangeError(`Received ${value} for ${option}; expected a whole number from ${least} to ${most}.`)
}
