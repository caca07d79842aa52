import { setTimeout } from 'node:timers/promises'
import { type Dataset, type DatasetSlug, datasets, downloadApi, downloadPath } from '../../../contracts/contract.ts'
import { flawOf } from '../../dashboard/page/flaw.js'
import { ClientError, download } from '../../dashboard/page/good-client.js'
import type { ApiKey } from '../../options.ts'
import type { ClientEnd, Stage } from './stage.ts'
import type { View } from './view.ts'

export interface Play {
  readonly dataset: DatasetSlug
  readonly apiKey: ApiKey | undefined
  /** How long the client waits for the file to be ready, by its clock. */
  readonly maxWaitMs: number
  readonly signal: AbortSignal
}

export interface Ended {
  readonly end: ClientEnd
  /** The file, where the client has it. */
  readonly file: { readonly chunks: readonly Uint8Array[]; readonly rows: number } | undefined
}

/** A clock that goes as the stage's does, from 0. Milliseconds. */
export function clockOf({ speed }: Pick<Stage, 'speed'>): () => number {
  const startedAt = performance.now()
  return () => (performance.now() - startedAt) * speed
}

/**
 * Plays a good client and tells the view of each step. That it fails may be what a good client does.
 * @throws what has ended it where it was told to end
 */
export async function play(
  stage: Stage,
  { dataset, apiKey, maxWaitMs, signal }: Play,
  now: () => number,
  view: View,
): Promise<Ended> {
  const { body }: Dataset['download'] = datasets[dataset].download
  const { keyId, keySecret } = downloadApi.headers
  let rows = 0
  const steps = download({
    baseUrl: stage.baseUrl,
    path: downloadPath(dataset),
    ...(body.length > 0 && { body: Object.fromEntries(body.map(({ name, example }) => [name, example])) }),
    headers: apiKey === undefined ? {} : { [keyId.name]: apiKey.id, [keySecret.name]: apiKey.secret },
    patience: { deadlineMs: maxWaitMs },
    now,
    sleep: (ms, until) => sleep(ms / stage.speed, until),
    signal,
    async check(chunks) {
      const { validateCsv } = await import('../../../contracts/judges.ts')
      const report = await validateCsv(dataset, chunks, { ...readingsOf(stage, dataset), signal })
      rows = Number(report.facts.rows)
      return flawOf(report)
    },
  })
  try {
    let file: Ended['file']
    for await (const step of steps) {
      view.tell({ event: step, atMs: now() })
      if (step.kind === 'downloaded') file = { chunks: step.chunks, rows }
    }
    return { end: 'succeeded', file }
  } catch (error) {
    if (signal.aborted || !(error instanceof ClientError)) throw error
    view.tell({ event: { kind: 'failed', why: error.message }, atMs: now() })
    return { end: 'failed', file: undefined }
  }
}

/** How the stage reads what the documentation leaves open; nothing where that is not known. */
export function readingsOf({ readings }: Stage, dataset: DatasetSlug) {
  const chosen = readings[dataset]
  return chosen === undefined ? {} : { readings: chosen }
}

/** Timers count in whole milliseconds, which at a high speed are many of the client's: never too few of them. */
async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(Math.ceil(ms) + 1, undefined, signal === undefined ? {} : { signal })
}
