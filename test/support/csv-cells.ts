import { RecordReader } from '../../contracts/csv/reading/record-reader.ts'

/** Reads all records of a file that comes in these chunks; `damaged` cells are as they stand. */
export function readCells(chunks: Iterable<Uint8Array>, width = 0): string[][] {
  const reader = new RecordReader()
  const { record } = reader
  const records: string[][] = []
  const readAll = () => {
    while (reader.read(width) === 'record') {
      records.push(Array.from({ length: record.count }, (_, cell) => record.text(cell)))
    }
  }
  for (const chunk of chunks) {
    reader.push(chunk)
    readAll()
  }
  reader.finish()
  readAll()
  return records
}

/** A text in chunks that end at these offsets. */
export function chunksOf(bytes: Uint8Array, ...offsets: readonly number[]): Uint8Array[] {
  const sorted = [...offsets].sort((a, b) => a - b)
  return [0, ...sorted].map((from, at) => bytes.subarray(from, sorted[at]))
}

/** In chunks of one size each. */
export function piecesOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}
