import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { forEachDataset } from '../../contracts/index.ts'
import type { Clock } from '../clock.ts'
import type { Export, ExportStore } from '../exports/export-store.ts'
import { describeReadiness } from '../exports/readiness.ts'
import type { OpenObject } from '../exports/stored-object.ts'
import type { Settings } from '../options.ts'
import type { Origin, UnusableHost } from '../origin.ts'
import { problems } from '../problems.ts'
import { sendProblem } from '../send-problem.ts'
import { refusalOf } from './admission.ts'
import { type Downloads, errorAnswer, type StorageAnswer, send } from './answer.ts'
import { evaluatePreconditions, rangeApplies } from './conditions.ts'
import { objectPath, storagePrefix } from './object-path.ts'
import type { PresignedUrls } from './presigned-urls.ts'
import { parseRange } from './range.ts'
import { storageErrors } from './refusals.ts'
import { canonicalPath, type SignatureV4 } from './signature-v4.ts'

export interface StorageContext {
  readonly settings: Settings
  readonly exports: ExportStore
  readonly urls: PresignedUrls
  readonly signer: SignatureV4
  readonly clock: Clock
  readonly originOf: (request: FastifyRequest) => Origin | UnusableHost
  readonly downloads: Downloads
}

export type StorageHandler = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>

/**
 * HEAD (a poll) and GET (a download) of the objects; any other method gets what storage says to it.
 * @returns the handler, for methods that Fastify has no routes for
 */
export function storageRoutes(app: FastifyInstance, context: StorageContext): StorageHandler {
  const { settings, exports, urls, signer, clock, originOf, downloads } = context
  const { signedMethods, beforeReady } = settings
  const preparing = forEachDataset((slug) => {
    const when = describeReadiness(settings.readiness[slug])
    return { when, notReady: storageErrors.notReady(when) }
  })

  function answerTo(request: FastifyRequest, origin: Origin): StorageAnswer | Promise<StorageAnswer> {
    const { path, query } = splitUrl(request.raw.url ?? '')
    const now = clock.now()
    const found = findExport(path, exports)
    if (found === undefined || !urls.isAsIssued(found, request.method, origin, query, now)) {
      const refusal = refusalOf(request, origin, path, query, { signer, signedMethods, now })
      if (refusal !== undefined) return errorAnswer(request, refusal)
      if (request.method !== 'HEAD' && request.method !== 'GET') {
        return errorAnswer(request, storageErrors.methodNotAllowed(request.method), { allow: 'GET, HEAD' })
      }
    }
    if (found === undefined) return errorAnswer(request, storageErrors.noSuchExport(path))
    request.exchange.export = found.id
    const isPoll = request.method === 'HEAD'
    const state = isPoll ? exports.poll(found) : exports.look(found)
    if (state.state === 'preparing') {
      const { when, notReady } = preparing[found.dataset]
      return errorAnswer(request, isPoll ? notReady : storageErrors.tooEarly(path, when, beforeReady))
    }
    // An object that was opened before is served at once; otherwise the answer waits until its size is known.
    const object = exports.open(found)
    if (!(object instanceof Promise)) return objectAnswer(request, object, state.at, settings)
    return object.then(
      (opened) => objectAnswer(request, opened, state.at, settings),
      (error: unknown) => {
        if (!exports.isClosed) request.log.error({ err: error }, 'An object could not be opened.')
        return errorAnswer(request, storageErrors.internalError())
      },
    )
  }

  const handler: StorageHandler = (request, reply) => {
    const origin = originOf(request)
    if ('received' in origin) {
      return sendProblem(request, reply, problems['unusable-host'](origin.field, origin.received))
    }
    const answer = answerTo(request, origin)
    if (!(answer instanceof Promise)) return send(request, reply, answer, downloads)
    return answer.then((settled) => send(request, reply, settled, downloads))
  }
  app.all(`${storagePrefix}*`, handler)
  return handler
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

function objectAnswer(request: FastifyRequest, object: OpenObject, readyAt: number, settings: Settings): StorageAnswer {
  const validators = { etag: object.etag, lastModified: Math.floor(readyAt / 1000) }
  const headers: StorageAnswer['headers'] = {
    etag: object.etag,
    'last-modified': new Date(validators.lastModified * 1000).toUTCString(),
    'accept-ranges': settings.ranges === 'honoured' ? 'bytes' : 'none',
  }
  const outcome = evaluatePreconditions(request.headers, validators)
  if (outcome === 304) return { status: 304, headers, note: 'not modified' }
  if (outcome === 412) return errorAnswer(request, storageErrors.preconditionFailed(), headers)

  headers['content-type'] = 'text/csv'
  if (request.method === 'HEAD') {
    // RFC 9110, section 14.2: Range has a meaning for GET alone.
    headers['content-length'] = object.size
    return { status: 200, headers, note: 'ready' }
  }
  const asksForRange = settings.ranges === 'honoured' && rangeApplies(request.headers, validators)
  const range = asksForRange ? parseRange(request.headers.range, object.size) : 'whole'
  if (range === 'unsatisfiable') {
    headers['content-range'] = `bytes */${object.size}`
    return errorAnswer(request, storageErrors.invalidRange(request.headers.range ?? '', object.size), headers)
  }
  if (range === 'whole') {
    headers['content-length'] = object.size
    return { status: 200, headers, body: object.bytes(0, object.size), note: 'download' }
  }
  const { from, to } = range
  headers['content-length'] = to - from
  headers['content-range'] = `bytes ${from}-${to - 1}/${object.size}`
  return { status: 206, headers, body: object.bytes(from, to), note: `download of bytes ${from} to ${to - 1}` }
}

function splitUrl(url: string): { path: string; query: string } {
  const at = url.indexOf('?')
  return at === -1 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) }
}
