import { unstarred } from '../../csv/header.ts'
import { mostCells } from '../../csv/reading/record.ts'
import { longestRecord, RecordReader } from '../../csv/reading/record-reader.ts'
import { type Column, type Dataset, openQuestions } from '../../dataset.ts'
import { safeColumnName } from '../safe/column-name.ts'
import type { Tokens } from '../tokens.ts'

/** The name of a column without the star that the documentation's sample gives it. */
export { unstarred as plain } from '../../csv/header.ts'

/** How a file is written, and nothing of what is written in it. */
export interface CsvFacts {
  /** Whole records after the header, as far as the file was read; blank lines are none. */
  readonly rows: number
  /** The cells of the first record: documented names as they are, and a token for whatever else stands there. */
  readonly header: readonly string[]
  readonly headerStyle: 'plain' | 'starred' | 'unknown'
  readonly lineEnd: 'LF' | 'CRLF' | 'CR' | 'mixed' | 'none'
  readonly bom: boolean
  readonly quoting: Quoting
  /** Of each column whose form is an open question: the forms that a twentieth of its filled cells has, by name. */
  readonly forms: Readonly<Record<string, string>>
}

export type Quoting = 'where needed' | 'always' | 'more than needed' | 'none needed'

/** Told of each record after the header, without its line end. The bytes are used again. */
export type OnRow = (record: Buffer) => void

/** So many records tell how cells are quoted and what they look like. */
const lookedAt = 1000
/** Longer ones, in bytes, are passed over for that. */
const longestLookedAt = 64 * 1024

const byteOrderMark = Buffer.from('\ufeff')

/** Reads the records of a file as it arrives, and gathers how it is written. */
export class CsvFactsReader {
  private readonly dataset: Dataset
  private readonly tokens: Tokens
  private readonly onRow: OnRow
  private readonly reader = new RecordReader()
  private readonly record = this.reader.record
  private header: readonly string[] | undefined
  private hasBegun = false
  private hasBom = false
  private isStuck = false
  private rows = 0
  private readonly lineEnds = new Set<CsvFacts['lineEnd']>()
  private readonly quoted = { needed: 0, needless: 0, not: 0 }
  private readonly forms = new Map<string, Map<string, number>>()

  constructor(dataset: Dataset, tokens: Tokens, onRow: OnRow = () => undefined) {
    this.dataset = dataset
    this.tokens = tokens
    this.onRow = onRow
  }

  /**
   * Takes the next bytes of the file; they are copied.
   * @returns the records that are whole by now and were not returned before, as they came; may be empty
   */
  push(chunk: Uint8Array): Buffer {
    this.reader.push(chunk)
    const { rest, position } = this.reader
    this.readAll(false)
    return Buffer.from(rest.subarray(0, this.reader.position - position))
  }

  /** Says that the file is over. @returns what is left: a last record without a line end, or one that is cut */
  finish(): Buffer {
    this.reader.finish()
    const rest = Buffer.from(this.reader.rest)
    this.readAll(true)
    return rest
  }

  /** Why it makes no sense to go on, as a sentence; `null` where it does. */
  get obstacle(): string | null {
    return this.isStuck ? `A record of it is longer than ${longestRecord} bytes, and it was read no further.` : null
  }

  facts(): CsvFacts {
    const { dataset, tokens, header = [] } = this
    return {
      rows: this.rows,
      header: header.map((name) => safeColumnName(name, dataset, tokens)),
      headerStyle: styleOf(header, dataset.download.columns),
      lineEnd: this.lineEnds.size > 1 ? 'mixed' : ([...this.lineEnds][0] ?? 'none'),
      bom: this.hasBom,
      quoting: quotingOf(this.quoted),
      forms: Object.fromEntries([...this.forms].map(([name, counts]) => [name, usualForms(counts)])),
    }
  }

  private readAll(isLast: boolean): void {
    const { reader, record } = this
    if (!this.hasBegun) {
      if (!isLast && reader.rest.length < byteOrderMark.length) return
      this.hasBegun = true
      this.hasBom = byteOrderMark.equals(reader.rest.subarray(0, byteOrderMark.length))
      if (this.hasBom) reader.skip(byteOrderMark.length)
    }
    for (;;) {
      const step = reader.read(this.header?.length ?? this.dataset.download.columns.length)
      this.isStuck = step === 'too-long'
      if (step !== 'record') return
      if (record.lineEnd !== 'none') this.lineEnds.add(record.lineEnd)
      if (record.isBlankLine) continue
      if (this.header === undefined) this.header = this.cells()
      else this.takeRow(this.header)
    }
  }

  private takeRow(header: readonly string[]): void {
    const { bytes, start, end } = this.record
    this.rows++
    if (this.rows <= lookedAt && end - start <= longestLookedAt) this.look(header)
    this.onRow(bytes.subarray(start, end))
  }

  private look(header: readonly string[]): void {
    const cells = this.cells()
    for (const [cell, text] of cells.entries()) {
      if (this.record.isQuoted(cell)) this.quoted[/[",\r\n]|^\s/.test(text) ? 'needed' : 'needless']++
      else if (text !== '') this.quoted.not++
    }
    for (const { name } of columnsInQuestion(this.dataset)) {
      const text = cells[header.findIndex((each) => unstarred(each) === name)] ?? ''
      if (text === '') continue
      const counts = this.forms.get(name) ?? new Map<string, number>()
      this.forms.set(name, counts)
      counts.set(formOf(text), (counts.get(formOf(text)) ?? 0) + 1)
    }
  }

  private cells(): readonly string[] {
    return Array.from({ length: Math.min(this.record.count, mostCells) }, (_, cell) => this.record.text(cell))
  }
}

/** The columns of which the documentation leaves open what their cells look like. */
export function columnsInQuestion(dataset: Dataset): readonly Column[] {
  const questions = openQuestions(dataset)
  return dataset.download.columns.filter(({ contradiction }) => questions.some((each) => each === contradiction))
}

function styleOf(header: readonly string[], columns: readonly Column[]): CsvFacts['headerStyle'] {
  const starred = columns.filter(({ name, header }) => header !== name)
  if (starred.some(({ header: name }) => header.includes(name))) return 'starred'
  return starred.some(({ name }) => header.includes(name)) ? 'plain' : 'unknown'
}

function quotingOf({ needed, needless, not }: Readonly<Record<'needed' | 'needless' | 'not', number>>): Quoting {
  if (needless > 0) return not === 0 ? 'always' : 'more than needed'
  return needed > 0 ? 'where needed' : 'none needed'
}

function formOf(cell: string): string {
  if (/^[[{]/.test(cell)) return isJson(cell) ? 'JSON' : 'brackets that hold no JSON'
  if (/^[^\s@]+@[^\s@]+$/.test(cell)) return 'e-mail address'
  return /\s/.test(cell.trim()) ? 'several words' : 'one word'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function usualForms(counts: ReadonlyMap<string, number>): string {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const usual = [...counts].filter(([, count]) => count * 20 >= all).map(([form]) => form)
  return usual.sort().join(', ')
}
