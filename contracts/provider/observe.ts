import type { BodyParameter, Dataset } from '../dataset.ts'
import { type ExportRun, type ExportSinks, runExport } from './export-run.ts'
import { Containment } from './file/containment.ts'
import { isAnswered, isSuccess, type Observations, type Purpose } from './observations.ts'
import type { KnownDataset } from './options.ts'
import { type Body, probes, rangeProbe } from './probes.ts'
import type { Session } from './session.ts'

/**
 * Drives the documented flow of one dataset, and what can be tried beside it. Nothing but exports is made, and all of
 * it is bounded by the limits.
 */
export async function observe(dataset: KnownDataset, session: Session): Promise<Observations> {
  const { slug, download } = dataset
  const { apiKey, checkCsv } = session.options
  const widest = bodyOf(download.body, true)
  const isNarrowable = download.body.some(({ narrows }) => narrows)
  const containment = new Containment()
  const about = { dataset: slug, withKey: apiKey !== undefined, isNarrowable }
  const run = (purpose: Purpose, body: Body, sinks: ExportSinks) =>
    runExport({ dataset, session, purpose, body, sinks })
  const rows = (onRow: (record: Buffer) => void): ExportSinks => ({ checkCsv, ...(isNarrowable && { onRow }) })

  const first = await run(
    'first',
    widest,
    rows((record) => containment.widerRecord(record)),
  )
  if (first.file === undefined) {
    const probes = await besides({ dataset, session, run: first, body: widest })
    return { ...about, exports: [first.seen], secondIsSame: null, containment: null, range: null, probes }
  }
  const range = await rangeProbe(first.urls.url, first.file, session)
  const narrower = isNarrowable
    ? [
        await run(
          'narrower',
          bodyOf(download.body, false),
          rows((record) => containment.narrowerRecord(record)),
        ),
      ]
    : []
  const again = await run(
    'again',
    widest,
    rows((record) => containment.laterRecord(record)),
  )
  const isComparable = isNarrowable && [first, ...narrower, again].every(isWhole)
  return {
    ...about,
    exports: [first.seen, ...[...narrower, again].map(({ seen }) => seen)],
    secondIsSame: isWhole(first) && isWhole(again) ? first.file.digest === again.file?.digest : null,
    containment: isComparable ? (containment.end() ?? 'too-many') : null,
    range,
    probes: await besides({ dataset, session, run: first, body: widest }),
  }
}

interface Besides {
  readonly dataset: Dataset
  readonly session: Session
  readonly run: ExportRun
  readonly body: Body
}

/** Where the documented call fails, nothing can be learnt from an undocumented one. */
async function besides({ run: { seen, urls }, ...probed }: Besides): Promise<Observations['probes']> {
  if (!isAnswered(seen.call) || !isSuccess(seen.call.status)) return {}
  return probes({ ...probed, urls: seen.end === 'ready' ? urls : undefined })
}

function isWhole({ seen: { file } }: ExportRun): boolean {
  return file !== null && file.cut === null && file.undecoded === null
}

/** The body that exports as much, or as little, as there is. A dataset without parameters is sent none, as documented. */
function bodyOf(parameters: readonly BodyParameter[], isWide: boolean): Body {
  if (parameters.length === 0) return undefined
  return Object.fromEntries(parameters.map((each) => [each.name, each.narrows ? isWide : each.example]))
}
