import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../delivery/answer.ts'
import { deliver } from '../delivery/deliver.ts'
import { type Export, type ExportStore, useOf } from '../exports/export-store.ts'
import type { ExportState } from '../exports/readiness.ts'
import type { ObjectStore, OpenObject } from '../exports/stored-object.ts'
import { type Terms, withSpec } from '../exports/terms.ts'
import { answerWithFaults } from '../faults/play-faults.ts'
import type { Origin, OriginOf } from '../origin.ts'
import { problemAnswer } from '../problem-answer.ts'
import { problems } from '../problems.ts'
import { refusalOf } from './admission.ts'
import { errorAnswer, storageHeaders } from './answers.ts'
import { evaluatePreconditions, rangeApplies } from './conditions.ts'
import { objectPath, storagePrefix } from './object-path.ts'
import { type PresignedUrls, shownTarget } from './presigned-urls.ts'
import { parseRange } from './range.ts'
import { storageErrors } from './refusals.ts'
import { canonicalPath, type SignatureV4 } from './signature-v4.ts'

export interface StorageContext {
  readonly urls: PresignedUrls
  readonly signer: SignatureV4
  readonly originOf: OriginOf
  readonly objects: ObjectStore
}

export type StorageHandler = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>

/**
 * HEAD (a poll) and GET (a download) of the objects; any other method gets what storage says to it.
 * @returns the handler, for methods that Fastify has no routes for
 */
export function storageRoutes(
  app: FastifyInstance,
  { urls, signer, originOf, objects }: StorageContext,
): StorageHandler {
  /** Why a request is not let in, or the export that it may see. */
  function admit(request: FastifyRequest, origin: Origin, path: string, query: string): Answer | Export {
    const { exports, settings } = request.world
    const now = request.exchange.time
    const found = findExport(path, exports)
    if (found === undefined || !urls.isAsIssued(found, request.method, origin, query, now)) {
      const refusal = refusalOf(request, origin, path, query, { signer, signedMethods: settings.signedMethods, now })
      if (refusal !== undefined) return errorAnswer(request, refusal)
      if (request.method !== 'HEAD' && request.method !== 'GET') {
        return errorAnswer(request, storageErrors.methodNotAllowed(request.method), { allow: 'GET, HEAD' })
      }
    } else {
      request.exchange.url = shownTarget(found, request.exchange.url)
      request.exchange.isUrlMasked = true
    }
    return found ?? errorAnswer(request, storageErrors.noSuchExport(path))
  }

  /** What the service would say. A file that was opened before is served at once; else the answer waits for its size. */
  function usualAnswer(request: FastifyRequest, found: Export, terms: Terms, path: string): Answer | Promise<Answer> {
    const { exchange } = request
    const { exports, settings } = request.world
    const isPoll = request.method === 'HEAD'
    if (exports.find(found.id) === undefined) return errorAnswer(request, storageErrors.noSuchExport(path))
    const state = isPoll ? exports.poll(found, exchange.time) : exports.look(found, exchange.time)
    if (state.state === 'preparing') {
      const error = isPoll
        ? storageErrors.notReady(terms.readyWhen)
        : storageErrors.tooEarly(path, terms.readyWhen, settings.beforeReady)
      return errorAnswer(request, error)
    }
    if (state.state === 'expired') {
      const error = storageErrors.expired(state.at, terms.urlLifetimeSeconds, request.method, exchange.time)
      return errorAnswer(request, error)
    }
    const object = objects.open(terms)
    if (!(object instanceof Promise)) return objectAnswer(request, object, state)
    return object.then(
      (opened) => objectAnswer(request, opened, state),
      (error: unknown) => {
        if (!objects.isClosed) request.log.error({ err: error }, 'An object could not be opened.')
        return errorAnswer(request, storageErrors.internalError())
      },
    )
  }

  function answerTo(request: FastifyRequest, origin: Origin): Answer | Promise<Answer> {
    const { exchange, world } = request
    const { path, query } = splitUrl(request.raw.url ?? '')
    const admitted = admit(request, origin, path, query)
    if ('status' in admitted) return admitted
    exchange.exportId = admitted.id
    const n = count(request, admitted)
    const { phase } = exchange
    const { terms } = admitted
    if (phase === 'other' || !world.deviations.has(phase)) return usualAnswer(request, admitted, terms, path)
    const context = {
      phase,
      method: request.method,
      path,
      id: request.id,
      now: exchange.time,
      exports: world.exports,
      found: admitted,
    }
    const acting = world.deviations.acting(n, context)
    if (acting.length === 0) return usualAnswer(request, admitted, terms, path)
    return answerWithFaults(acting, (changed) => {
      const spec = changed(terms.spec)
      return usualAnswer(request, admitted, spec === terms.spec ? terms : withSpec(terms, spec), path)
    }).then(({ answer, faults }) => {
      noteFaults(request, faults)
      return answer
    })
  }

  const handler: StorageHandler = (request, reply) => {
    const { exchange } = request
    exchange.phase = request.method === 'HEAD' ? 'poll' : request.method === 'GET' ? 'download' : 'other'
    const origin = originOf(request)
    if ('received' in origin) {
      return deliver(request, reply, problemAnswer(problems['unusable-host'](origin.field, origin.received)))
    }
    const answer = answerTo(request, request.sandbox.originBehind(origin))
    if (!(answer instanceof Promise)) return deliver(request, reply, answer)
    return answer.then((settled) => deliver(request, reply, settled))
  }
  app.all(`${storagePrefix}*`, handler)
  return handler
}

/** @returns which poll or download of the export it is, counted from 1 */
function count({ exchange, method }: FastifyRequest, found: Export): number {
  const use = useOf(found)
  if (method !== 'HEAD') return ++use.downloads
  if (use.polledAt !== undefined) exchange.gapMs = exchange.time - use.polledAt
  use.polledAt = exchange.time
  return ++use.polls
}

function noteFaults({ exchange }: FastifyRequest, faults: readonly string[]): void {
  if (faults.length > 0) exchange.fault = [...(exchange.fault?.split(', ') ?? []), ...faults].join(', ')
}

function findExport(raw: string, exports: ExportStore): Export | undefined {
  const path = raw.includes('%') ? decoded(raw) : raw
  const found = exports.find(path.slice(storagePrefix.length, path.indexOf('/', storagePrefix.length)))
  return found !== undefined && objectPath(found) === path ? found : undefined
}

/** The path as it would be without needless encoding; as it is where it cannot be decoded, which its signature then is refused for. */
function decoded(path: string): string {
  try {
    return canonicalPath(path)
  } catch {
    return path
  }
}

function objectAnswer(
  request: FastifyRequest,
  object: OpenObject,
  { at }: Extract<ExportState, { state: 'ready' }>,
): Answer {
  const { ranges } = request.world.settings
  const validators = { etag: object.etag, lastModified: Math.floor(at / 1000) }
  const headers: Record<string, string | number> = storageHeaders(request.id)
  headers.etag = object.etag
  headers['last-modified'] = new Date(validators.lastModified * 1000).toUTCString()
  headers['accept-ranges'] = ranges === 'honoured' ? 'bytes' : 'none'
  noteFaults(request, object.alterations)
  const outcome = evaluatePreconditions(request.headers, validators)
  if (outcome === 304) return { status: 304, headers, note: 'not modified' }
  if (outcome === 412) return errorAnswer(request, storageErrors.preconditionFailed(), headers)

  headers['content-type'] = 'text/csv'
  if (request.method === 'HEAD') {
    // RFC 9110, section 14.2: Range has a meaning for GET alone.
    headers['content-length'] = object.size
    return { status: 200, headers, note: 'ready' }
  }
  const asksForRange = ranges === 'honoured' && rangeApplies(request.headers, validators)
  const range = asksForRange ? parseRange(request.headers.range, object.size) : 'whole'
  if (range === 'unsatisfiable') {
    headers['content-range'] = `bytes */${object.size}`
    return errorAnswer(request, storageErrors.invalidRange(request.headers.range ?? '', object.size), headers)
  }
  if (range === 'whole') {
    headers['content-length'] = object.size
    return { status: 200, headers, body: { object, from: 0, to: object.size }, note: 'download' }
  }
  const { from, to } = range
  headers['content-length'] = to - from
  headers['content-range'] = `bytes ${from}-${to - 1}/${object.size}`
  return { status: 206, headers, body: { object, from, to }, note: `download of bytes ${from} to ${to - 1}` }
}

function splitUrl(url: string): { path: string; query: string } {
  const at = url.indexOf('?')
  return at === -1 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) }
}
