import { setImmediate } from 'node:timers/promises'
import type { Dataset } from '../dataset.ts'
import { type DatasetSlug, datasetSlugs, datasets, isDatasetSlug } from '../datasets/index.ts'
import type { Report } from '../report/report.ts'
import { CsvChecker } from './checker.ts'
import type { CsvOptions } from './options.ts'

/** After so many bytes other work gets its turn, also where chunks are ready as soon as they are asked for. */
const bytesPerTurn = 1_000_000

/**
 * Checks a CSV file against the columns of a dataset while it streams; memory stays constant.
 * @param source UTF-8 bytes (RFC 4180) in chunks of any size; LF or CRLF, the first record decides
 * @throws {RangeError} for a dataset that there is not, or an option out of range
 * @throws the signal's reason when it aborts, and what the source throws
 */
export async function validateCsv(
  dataset: DatasetSlug | Dataset,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: CsvOptions = {},
): Promise<Report> {
  const { signal, onProgress } = options
  const checker = new CsvChecker(typeof dataset === 'string' ? datasetOf(dataset) : dataset, options)
  let bytes = 0
  let turn = bytesPerTurn
  signal?.throwIfAborted()
  for await (const chunk of source) {
    signal?.throwIfAborted()
    checker.push(chunk)
    bytes += chunk.length
    onProgress?.(bytes)
    if (bytes < turn) continue
    turn = bytes + bytesPerTurn
    await setImmediate()
  }
  return checker.end()
}

function datasetOf(slug: string): Dataset {
  if (isDatasetSlug(slug)) return datasets[slug]
  throw new RangeError(`Received dataset ${JSON.stringify(slug)}; expected one of: ${datasetSlugs.join(', ')}.`)
}
