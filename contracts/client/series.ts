import type { ExportEvidence } from './evidence.ts'
import type { ClientLog, Timed } from './log.ts'

/** Requests of which each but the first may be a repetition of the one before it, by arrival. */
export interface Series {
  /** What they are: `call`, `poll` or `download`; a table's column is named so. */
  readonly what: 'call' | 'poll' | 'download'
  /** To which dataset, or of which export, as a message says it. */
  readonly of: string
  readonly requests: readonly Timed[]
  /** What is known of the export; calls have none yet. */
  readonly known?: ExportEvidence | undefined
}

/** Calls to one dataset, polls of one export, downloads of one export. */
export function* seriesOf({ callsTo, stories }: ClientLog): Generator<Series> {
  for (const [slug, requests] of callsTo) yield { what: 'call', of: slug, requests }
  for (const { id, polls, downloads, known } of stories) {
    if (id === null) continue
    if (polls.length > 0) yield { what: 'poll', of: `export ${id}`, requests: polls, known }
    if (downloads.length > 0) yield { what: 'download', of: `export ${id}`, requests: downloads, known }
  }
}

/** The longest runs of requests that fulfil a condition, in their order. */
export function* runsOf(requests: readonly Timed[], fulfils: (request: Timed) => boolean): Generator<readonly Timed[]> {
  let from = 0
  for (let to = 0; to <= requests.length; to++) {
    if (to < requests.length && fulfils(requests[to]!)) continue
    if (to > from) yield requests.slice(from, to)
    from = to + 1
  }
}
