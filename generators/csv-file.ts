import { createHash } from 'node:crypto'
import { datasets } from '../contracts/contract.ts'
import { spliceOf } from './alterations/index.ts'
import { type ByteSource, spliced } from './byte-source.ts'
import { EncodedRows } from './encoded-rows.ts'
import { type CsvFileSpec, type ResolvedSpec, resolveSpec } from './spec.ts'

/** Raised whenever the same spec gives other bytes than before; the golden hashes of the tests say when. */
const dataVersion = 1

/**
 * Names the bytes of a file, without making them: equal for equal specs, and for no others. A default that is written
 * out makes no difference.
 * @throws {TypeError | RangeError} for the first member of the spec that is wrong
 */
export function fingerprintOf(spec: CsvFileSpec): string {
  const { dataset, seed, rows, parameters, dialect, referenceTime, readings, alterations } = resolveSpec(spec)
  const sorted = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
  const inputs = [
    dataVersion,
    dataset,
    seed,
    rows,
    sorted(parameters),
    sorted({ ...dialect }),
    referenceTime,
    sorted(readings),
    // Only where there are any: the files without them keep the names that they had before alterations came.
    ...alterations.map((alteration) => sorted({ ...alteration })),
  ]
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 32)
}

/**
 * A CSV file that is stored nowhere: its size is known and any range of its bytes can be made, at any time, in memory
 * that does not depend on its size.
 */
export class CsvFile {
  private readonly rows: EncodedRows
  /** The rows, with what alterations put in the place of some of their bytes. */
  private readonly content: ByteSource

  private constructor(rows: EncodedRows, content: ByteSource) {
    this.rows = rows
    this.content = content
  }

  /**
   * Adds up the lengths of all rows, without making them, and lets other work have its turn about every millisecond.
   * @throws {TypeError | RangeError} for the first member of the spec that is wrong
   * @throws the signal's reason when it aborts
   */
  static async open(spec: CsvFileSpec, signal?: AbortSignal): Promise<CsvFile> {
    const resolved = resolveSpec(spec)
    const rows = await EncodedRows.open(resolved, signal)
    return new CsvFile(rows, withSplices(rows, resolved))
  }

  /** In bytes. */
  get size(): number {
    return this.content.size
  }

  /** What the file takes of memory as long as it is kept, in bytes, the tenant aside. */
  get footprint(): number {
    return this.rows.footprint
  }

  /**
   * Makes a range of the file, in chunks of about 64 KiB (more where alterations make long cells), each when it is asked for.
   * @param from offset of the first byte
   * @param to offset behind the last byte
   */
  bytes(from = 0, to = this.size): Generator<Uint8Array, void, undefined> {
    return this.content.bytes(from, to)
  }

  /**
   * An offset, known without making any bytes, at which a record begins: 0, the end of the header, of each block of some
   * 64 KiB of rows, and of the file, where a record would begin. What is cut off there leaves whole records.
   * @param offset in bytes, from 0
   * @returns the greatest of them that is not beyond `offset`
   */
  recordStartBefore(offset: number): number {
    return this.content.recordStartBefore(offset)
  }

  /**
   * The rows as text before encoding, in the order of the columns; the header is not among them. Alterations count,
   * except for one that breaks the syntax: its cells are as they were meant.
   */
  records(): Generator<string[], void, undefined> {
    return this.rows.records()
  }
}

function withSplices(rows: EncodedRows, { alterations, dataset }: ResolvedSpec): ByteSource {
  return alterations.reduce<ByteSource>((content, alteration) => {
    const splice = spliceOf(alteration, content, datasets[dataset])
    return splice === undefined ? content : spliced(content, splice)
  }, rows)
}
