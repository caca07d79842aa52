import { readRecord } from '../reading/read-record.ts'
import { CsvRecord, type LineEnd } from '../reading/record.ts'
import type { Source } from '../reading/source.ts'

/** A record as it is written: each cell with its quotes. */
export interface WrittenRecord {
  readonly cells: readonly Uint8Array[]
  readonly lineEnd: Uint8Array
}

export const noRows = 'Received a file without rows to break; expected a header and at least one row.'

const utf8 = new TextEncoder()
const separator = utf8.encode(',')

/**
 * The records of bytes that begin and end with whole ones.
 * @throws {RangeError} where they are not CSV as RFC 4180 has it
 */
export function* writtenRecords(csv: Uint8Array): Generator<WrittenRecord, void, undefined> {
  const bytes = Buffer.concat([csv, Buffer.alloc(1)])
  const record = new CsvRecord()
  let lineEnd: LineEnd | undefined
  for (let at = 0; at < csv.length; at = record.next) {
    const source: Source = { bytes, end: csv.length, isLast: true, lineEnd }
    if (readRecord(source, at, record) !== 'complete') {
      throw new RangeError(
        `Received damaged CSV at byte ${at}; expected a valid file, which is then broken on purpose.`,
      )
    }
    lineEnd ??= record.lineEnd
    yield {
      cells: Array.from({ length: record.count }, (_, cell) =>
        csv.subarray(record.rawStart(cell), record.rawEnd(cell)),
      ),
      lineEnd: csv.subarray(record.end, record.next),
    }
  }
}

export function written({ cells, lineEnd }: WrittenRecord): Uint8Array {
  return Buffer.concat([...cells.flatMap((cell, at) => (at === 0 ? [cell] : [separator, cell])), lineEnd])
}

/** A cell as RFC 4180 writes it, quoted only if it must be. */
export function encodeCell(text: string): Uint8Array {
  return utf8.encode(/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
}

export function decodeCell(cell: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(cell)
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}
