import type { Dataset, Finding } from '../contract.ts'
import { placeText } from '../report/wording.ts'
import { CsvChecker } from './checker.ts'
import { foreignContents, markOf, sniffed } from './foreign.ts'
import type { CsvOptions } from './options.ts'
import { RecordReader } from './reading/record-reader.ts'

/** The first rows of a CSV file as cells, as far as they can be told. */
export interface Opening {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What is wrong with this part of the file, and whether reading broke off there: sentences. */
  readonly note: string | null
}

/**
 * Reads the header and the first rows. What is no CSV has neither, and a record whose quotes are damaged ends it, since
 * nobody can tell for sure what its cells are.
 * @param file its bytes, of which no more are asked for than are needed
 */
export function readOpening(
  file: Iterable<Uint8Array>,
  dataset: Dataset,
  mostRows: number,
  options: CsvOptions = {},
): Opening {
  const reader = new RecordReader()
  const read: Uint8Array[] = []
  const records: string[][] = []
  const chunks = file[Symbol.iterator]()
  const more = () => {
    const { value, done } = chunks.next()
    if (done) reader.finish()
    else {
      read.push(value)
      reader.push(value)
    }
  }
  more()
  const beginning = reader.rest.subarray(0, sniffed)
  const isForeign = foreignContents.some(({ isBeginning }) => isBeginning(beginning, dataset))
  reader.skip(markOf(beginning).length)
  let isBroken = isForeign
  while (!isBroken && records.length <= mostRows) {
    const step = reader.read(records[0]?.length ?? dataset.download.columns.length)
    const { record } = reader
    if (step === 'more') more()
    else if (step === 'end') break
    else if (step !== 'record' || record.damages.length > 0) isBroken = true
    else if (!record.isBlankLine) records.push(Array.from({ length: record.count }, (_, cell) => record.text(cell)))
  }
  chunks.return?.()
  // Only what was looked at, in whole records: a cut would be a breach of its own.
  const looked = Buffer.concat(read).subarray(0, isBroken ? undefined : reader.offsetOf(reader.position))
  const [header = [], ...rows] = records
  return { header, rows, note: noteOn(isBroken, rows.length, firstFinding(looked, dataset, options)) }
}

function firstFinding(bytes: Uint8Array, dataset: Dataset, options: CsvOptions): Finding | undefined {
  const checker = new CsvChecker(dataset, { ...options, mostFindings: 1 })
  checker.push(bytes)
  const findings = checker
    .end()
    .verdicts.flatMap((verdict) => (verdict.result === 'failed' ? [verdict.findings[0]] : []))
  return findings.toSorted((a, b) => (a.place?.byte ?? 0) - (b.place?.byte ?? 0))[0]
}

function noteOn(isBroken: boolean, rows: number, finding: Finding | undefined): string | null {
  const sentences = [
    ...(isBroken ? [`Reading broke off after ${rows === 1 ? '1 row' : `${rows} rows`}.`] : []),
    ...(finding === undefined ? [] : [sentenceOf(finding)]),
  ]
  return sentences.length === 0 ? null : sentences.join(' ')
}

function sentenceOf({ place, received, expected }: Finding): string {
  const where = place === undefined || place.row === null ? '' : ` (${placeText(place)})`
  return `Received ${received}${where}; expected ${expected}.`
}
