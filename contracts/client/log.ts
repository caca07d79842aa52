import { type DatasetSlug, datasetSlugs, downloadPath } from '../datasets/index.ts'
import { downloadApi } from '../download-api.ts'
import type { ClientEvidence, ExportEvidence } from './evidence.ts'
import type { Exchange } from './exchange.ts'
import { hasProblem } from './names.ts'

/** An exchange with its instants: milliseconds since 1970, by the sandbox's clock. */
export interface Timed {
  readonly exchange: Exchange
  /** When it arrived. */
  readonly at: number
  /** When its answer was over. */
  readonly end: number
}

/** All that was done with one export, each list by arrival. */
export interface ExportStory {
  /** `null` for requests to storage of which nobody can say what they meant. */
  readonly id: string | null
  readonly dataset: string | null
  readonly known: ExportEvidence | undefined
  /** The POST that it was born of. Where it is missing, more may be missing: the journal forgets the oldest first. */
  readonly call: Timed | undefined
  readonly uses: readonly Timed[]
  /** Uses by which the client asked whether the file is there, with HEAD or with what it took for it. */
  readonly polls: readonly Timed[]
  /** The other ones. */
  readonly downloads: readonly Timed[]
}

/** The evidence, read once for all rules. */
export interface ClientLog {
  readonly evidence: ClientEvidence
  /** POSTs for an export, by arrival. */
  readonly calls: readonly Timed[]
  /** The same, those to one dataset together; by its slug. */
  readonly callsTo: ReadonlyMap<string, readonly Timed[]>
  /** By the arrival of the first exchange that has to do with them. */
  readonly stories: readonly ExportStory[]
  /** Requests that are neither a call, nor a poll, nor a download. */
  readonly others: readonly Timed[]
}

export function readLog(evidence: ClientEvidence): ClientLog {
  const known = new Map(evidence.exports.map((each) => [each.id, each]))
  const ids = new Set(known.keys())
  for (const { export: id } of evidence.exchanges) if (id !== null) ids.add(id)

  const calls: Timed[] = []
  const others: Timed[] = []
  const drafts = new Map<string | null, Draft>()
  const draftOf = (id: string | null): Draft => {
    const draft = drafts.get(id) ?? { call: undefined, uses: [] }
    drafts.set(id, draft)
    return draft
  }
  for (const timed of byArrival(evidence.exchanges)) {
    const { phase, export: id, path } = timed.exchange
    if (phase === 'call') {
      calls.push(timed)
      if (id !== null) draftOf(id).call ??= timed
    } else if (phase !== 'other') {
      // Storage names no export where it refuses a request, but most of the path is as it was issued.
      draftOf(id ?? idIn(path, ids)).uses.push(timed)
    } else {
      const meant = usesWrongMethod(timed.exchange) ? idIn(path, ids) : null
      if (meant === null) others.push(timed)
      else draftOf(meant).uses.push(timed)
    }
  }
  return {
    evidence,
    calls,
    callsTo: grouped(calls),
    stories: [...drafts].map(([id, draft]) => storyOf(id, draft, id === null ? undefined : known.get(id))),
    others,
  }
}

interface Draft {
  call: Timed | undefined
  readonly uses: Timed[]
}

function byArrival(exchanges: readonly Exchange[]): readonly Timed[] {
  const timed = exchanges.map((exchange) => {
    const at = Date.parse(exchange.time) || 0
    return { exchange, at, end: at + exchange.durationMs }
  })
  // Of those that arrived in the same millisecond, a client that sends one after the other ends them in that order.
  return timed.sort((a, b) => a.at - b.at || a.exchange.id - b.exchange.id)
}

function storyOf(id: string | null, { call, uses }: Draft, known: ExportEvidence | undefined): ExportStory {
  const isPoll = pollsAmong(uses, call !== undefined)
  return {
    id,
    dataset: known?.dataset ?? (call === undefined ? null : (datasetOf(call.exchange.path) ?? null)),
    known,
    call,
    uses,
    polls: uses.filter(isPoll),
    downloads: uses.filter((use, place) => !isPoll(use, place)),
  }
}

/**
 * HEAD polls. Until one of them has got 200, so does any other method on a URL that is signed for HEAD; and GET does,
 * where a client sends no HEAD at all and asks several times in vain.
 */
function pollsAmong(uses: readonly Timed[], isWhole: boolean): (use: Timed, place: number) => boolean {
  const asksWithGet = isWhole && uses.every(({ exchange }) => exchange.method !== 'HEAD')
  const waiting = countUntil(uses, saysReady)
  const vain = asksWithGet ? countUntil(uses, ({ method, status }) => method === 'GET' && isSuccess(status)) : 0
  return ({ exchange }, place) =>
    exchange.method === 'HEAD' ||
    (place < waiting && hasProblem(exchange, 'wrong-method')) ||
    (place < vain && vain > 1)
}

/** How many there are before the first for which something holds. */
function countUntil(uses: readonly Timed[], holds: (exchange: Exchange) => boolean): number {
  const place = uses.findIndex(({ exchange }) => holds(exchange))
  return place === -1 ? uses.length : place
}

/** Whether a poll tells that the file is there. */
export function saysReady({ method, status }: Exchange): boolean {
  return method === 'HEAD' && status === 200
}

export function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300
}

/** Browsers ask with OPTIONS on their own before they do what a page wants. */
function usesWrongMethod(exchange: Exchange): boolean {
  return hasProblem(exchange, 'wrong-method') && exchange.method !== 'OPTIONS'
}

function idIn(path: string, ids: ReadonlySet<string>): string | null {
  const end = path.indexOf('?')
  for (const segment of (end === -1 ? path : path.slice(0, end)).split('/')) if (ids.has(segment)) return segment
  return null
}

const slugOfPath: ReadonlyMap<string, DatasetSlug> = new Map(datasetSlugs.map((slug) => [downloadPath(slug), slug]))

/** The dataset for which a path asks, below whatever base URL. */
export function datasetOf(path: string): DatasetSlug | undefined {
  const from = path.indexOf(downloadApi.basePath)
  const end = path.indexOf('?', from)
  return from === -1 ? undefined : slugOfPath.get(path.slice(from, end === -1 ? undefined : end))
}

/** Whether a path is the API's, where API keys belong. */
export function isApiPath(path: string): boolean {
  return path.includes(`${downloadApi.basePath}/`)
}

/** Whether an exchange came after another one's answer. Where the clock stood still, ids tell the order. */
export function follows(later: Timed, former: Timed): boolean {
  return later.at >= former.end && (later.at > former.at || later.exchange.id > former.exchange.id)
}

/** Whether the client has asked for another export of a dataset after an answer. */
export function asksAnew({ callsTo }: ClientLog, dataset: string | null, former: Timed): boolean {
  const last = callsTo.get(dataset ?? '')?.at(-1)
  return last !== undefined && follows(last, former)
}

function grouped(calls: readonly Timed[]): ReadonlyMap<string, readonly Timed[]> {
  const groups = new Map<string, Timed[]>()
  for (const call of calls) {
    const slug = datasetOf(call.exchange.path) ?? ''
    const group = groups.get(slug)
    if (group === undefined) groups.set(slug, [call])
    else group.push(call)
  }
  return groups
}
