import { setTimeout } from 'node:timers/promises'
import { type Dataset, datasets } from '../../../contracts/contract.ts'
import { type Opening, readOpening } from '../../../contracts/csv/opening.ts'
import { CsvFile } from '../../../generators/index.ts'
import type { ObjectStore } from '../../exports/stored-object.ts'
import type { Terms } from '../../exports/terms.ts'

/** The beginning of a file that an export would have. */
export interface Preview extends Opening {
  readonly dataset: string
  readonly parameters: Readonly<Record<string, boolean>>
  /** How many rows its data has, those among them that the parameters leave out. */
  readonly rowCount: number
  /** In bytes; `null` where it would take too long to tell. */
  readonly size: number | null
  readonly alterations: readonly string[]
}

/** Of a file of more rows only these are made; a row is the same however many follow, and so is what breaks the first. */
const rowsMade = 5_000
/** Measuring so many takes a second or so, which is worth beginning with. */
const mostRowsMeasured = 1_000_000
const momentMs = 300

/** @param now milliseconds since 1970: what ids in the file may not be younger than */
export async function previewOf(terms: Terms, mostRows: number, objects: ObjectStore, now: number): Promise<Preview> {
  const { spec, alterations } = terms
  const dataset: Dataset = datasets[spec.dataset]
  const size = sizeOf(terms, objects)
  size.catch(() => undefined) // until it is waited for, that it failed is nobody's business
  const options = { readings: spec.readings ?? {}, now: Math.max(now, spec.referenceTime ?? now) }
  let made = Math.min(rowsMade, spec.rows)
  let opening = await openingOf(made)
  // The parameters may leave most of them out.
  while (opening.note === null && opening.rows.length < mostRows && made < Math.min(spec.rows, mostRowsMeasured)) {
    made = Math.min(10 * made, spec.rows)
    opening = await openingOf(made)
  }
  return {
    dataset: spec.dataset,
    parameters: spec.parameters ?? {},
    rowCount: spec.rows,
    size: await size,
    alterations,
    ...opening,
  }

  async function openingOf(rows: number): Promise<Opening> {
    const file = await CsvFile.open({ ...spec, rows })
    return readOpening(file.bytes(), dataset, mostRows, options)
  }
}

/** Of the whole file, if that is known within a moment. */
async function sizeOf(terms: Terms, objects: ObjectStore): Promise<number | null> {
  const known = objects.sizeOf(terms)
  if (known !== undefined || terms.spec.rows > mostRowsMeasured) return known ?? null
  const done = new AbortController()
  const moment = setTimeout(momentMs, null, { signal: done.signal, ref: false }).catch(() => null)
  const opened = Promise.resolve(objects.open(terms)).then(({ size }) => size)
  return Promise.race([opened, moment]).finally(() => done.abort())
}
