import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { forEachDataset } from '../../contracts/index.ts'
import { ulidLength } from '../../generators/ulid.ts'
import type { Clock } from '../clock.ts'
import type { Export, ExportStore } from '../exports/export-store.ts'
import { describeReadiness } from '../exports/readiness.ts'
import type { OpenObject } from '../exports/stored-object.ts'
import type { Settings } from '../options.ts'
import type { Origin, UnusableHost } from '../origin.ts'
import { problems } from '../problems.ts'
import { sendProblem } from '../send-problem.ts'
import { evaluatePreconditions, rangeApplies } from './conditions.ts'
import { errorDocument, type StorageError } from './errors.ts'
import { objectPath, storagePrefix } from './object-path.ts'
import type { PresignedUrls } from './presigned-urls.ts'
import { parseRange } from './range.ts'
import { errorOf, storageErrors } from './refusals.ts'
import { canonicalPath, type PresentedRequest, type SignatureV4 } from './signature-v4.ts'

export interface StorageContext {
  readonly settings: Settings
  readonly exports: ExportStore
  readonly urls: PresignedUrls
  readonly signer: SignatureV4
  readonly clock: Clock
  readonly originOf: (request: FastifyRequest) => Origin | UnusableHost
  readonly downloads: Downloads
}

/** How many downloads are being sent. */
export interface Downloads {
  active: number
}

/** HEAD (a poll) and GET (a download) of the objects; any other method gets what storage says to it. */
export function storageRoutes(app: FastifyInstance, context: StorageContext): void {
  const { settings, exports, urls, clock, originOf } = context

  const preparing = forEachDataset((slug) => {
    const when = describeReadiness(settings.readiness[slug])
    return { when, notReady: storageErrors.notReady(when) }
  })

  app.all(`${storagePrefix}*`, (request, reply) => {
    const origin = originOf(request)
    if ('received' in origin)
      return sendProblem(request, reply, problems['unusable-host'](origin.field, origin.received))
    const { path, query } = splitUrl(request.raw.url ?? '')
    const found = findExport(path, exports)
    if (found === undefined || !urls.isAsIssued(found, request.method, origin, query, clock.now())) {
      const refusal = refusalOf(request, origin, path, query, context)
      if (refusal !== undefined) return sendError(request, reply, refusal)
      if (request.method !== 'HEAD' && request.method !== 'GET') {
        return sendError(request, reply, storageErrors.methodNotAllowed(request.method), { allow: 'GET, HEAD' })
      }
    }
    if (found === undefined) return sendError(request, reply, storageErrors.noSuchExport(path))
    request.exchange.export = found.id
    const isPoll = request.method === 'HEAD'
    const state = isPoll ? exports.poll(found) : exports.look(found)
    if (state.state === 'preparing') {
      const { when, notReady } = preparing[found.dataset]
      return sendError(request, reply, isPoll ? notReady : storageErrors.tooEarly(path, when, settings.beforeReady))
    }
    return respond(request, reply, found, state.at, context)
  })
}

/** An object that was opened before is served at once; otherwise the answer waits until its size is known. */
function respond(
  request: FastifyRequest,
  reply: FastifyReply,
  found: Export,
  readyAt: number,
  context: StorageContext,
): FastifyReply | Promise<FastifyReply> {
  const object = context.exports.open(found)
  if (!(object instanceof Promise)) return serve(request, reply, object, readyAt, context)
  return object.then((opened) => serve(request, reply, opened, readyAt, context))
}

function findExport(raw: string, exports: ExportStore): Export | undefined {
  const path = raw.includes('%') ? decoded(raw) : raw
  const found = exports.find(path.slice(storagePrefix.length, storagePrefix.length + ulidLength))
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

/** Why the request's signature does not let it in, if it does not. */
function refusalOf(
  request: FastifyRequest,
  { host, prefix }: Origin,
  path: string,
  query: string,
  { settings, signer, clock }: StorageContext,
): StorageError | undefined {
  const now = clock.now()
  const presented: PresentedRequest = {
    method: request.method,
    host,
    path: prefix + path,
    query,
    header: (name) => {
      const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined
      return Array.isArray(value) ? value.join(',') : value
    },
  }
  const verification = signer.verify(presented, now)
  if (verification.result !== 'mismatch') return errorOf(verification, request.method, now)
  const [signedFor] = ['HEAD', 'GET'].flatMap((method) => {
    const asOther = signer.verify({ ...presented, method }, now)
    return asOther.result === 'mismatch' ? [] : [{ method, verification: asOther }]
  })
  if (signedFor === undefined) return errorOf(verification, request.method, now)
  return settings.signedMethods === 'any'
    ? errorOf(signedFor.verification, request.method, now)
    : errorOf({ ...verification, signedFor: signedFor.method }, request.method, now)
}

function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  object: OpenObject,
  readyAt: number,
  { settings, downloads }: StorageContext,
): FastifyReply {
  const validators = { etag: object.etag, lastModified: Math.floor(readyAt / 1000) }
  const headers: Headers = {
    etag: object.etag,
    'last-modified': new Date(validators.lastModified * 1000).toUTCString(),
    'accept-ranges': settings.ranges === 'honoured' ? 'bytes' : 'none',
  }
  const outcome = evaluatePreconditions(request.headers, validators)
  if (outcome === 304) {
    request.exchange.note = 'not modified'
    return answer(request, reply, 304, headers)
  }
  if (outcome === 412) return sendError(request, reply, storageErrors.preconditionFailed(), headers)

  headers['content-type'] = 'text/csv'
  if (request.method === 'HEAD') {
    // RFC 9110, section 14.2: Range has a meaning for GET alone.
    request.exchange.note = 'ready'
    headers['content-length'] = object.size
    return answer(request, reply, 200, headers)
  }
  const asksForRange = settings.ranges === 'honoured' && rangeApplies(request.headers, validators)
  const range = asksForRange ? parseRange(request.headers.range, object.size) : 'whole'
  if (range === 'unsatisfiable') {
    headers['content-range'] = `bytes */${object.size}`
    return sendError(request, reply, storageErrors.invalidRange(request.headers.range ?? '', object.size), headers)
  }
  const { from, to } = range === 'whole' ? { from: 0, to: object.size } : range
  headers['content-length'] = to - from
  if (range !== 'whole') headers['content-range'] = `bytes ${from}-${to - 1}/${object.size}`
  request.exchange.note = range === 'whole' ? 'download' : `download of bytes ${from} to ${to - 1}`
  const bytes = object.bytes(from, to)
  const status = range === 'whole' ? 200 : 206
  if (bytes instanceof Uint8Array) return answer(request, reply, status, headers, bytes)
  return stream(request, reply, status, headers, bytes, downloads)
}

function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  headers: Headers,
  bytes: Iterable<Uint8Array>,
  downloads: Downloads,
): FastifyReply {
  writeHead(request, reply, status, headers)
  downloads.active++
  // `pipeline`, since it closes the generator when the client goes away and resets the connection when making fails.
  pipeline(Readable.from(inTurns(bytes), { objectMode: false }), reply.raw)
    .catch((error: unknown) => {
      request.exchange.note = 'download broken off'
      if (!request.raw.socket.destroyed) request.log.error({ err: error }, 'The object was not sent whole.')
    })
    .finally(() => downloads.active--)
  return reply
}

/** How many chunks a download may send before others get their turn: some 250 KiB, a third of a millisecond. */
const chunksPerTurn = 4

/** Loopback takes bytes as fast as they are made, so a download would never let go of the event loop by itself. */
async function* inTurns(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let sent = 0
  for (const chunk of chunks) {
    yield chunk
    if (++sent % chunksPerTurn === 0) await setImmediate()
  }
}

function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: StorageError,
  headers: Headers = {},
): FastifyReply {
  request.exchange.note = error.hint
  headers['content-type'] = 'application/xml'
  headers['x-mock-basis'] = error.basis
  headers['x-mock-hint'] = error.hint
  if (request.method === 'HEAD') return answer(request, reply, error.status, headers)
  const body = Buffer.from(errorDocument(error, request.id, hostId))
  headers['content-length'] = body.length
  return answer(request, reply, error.status, headers, body)
}

type Headers = Record<string, string | number>

/** S3 names the machine that answered; this one has no name to keep. */
const hostId = 'balkanid-mock'

/** Storage is emulated to the byte, so its answers go past Fastify's own way of sending, which is also the slower one. */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  headers: Headers,
  body?: Uint8Array,
): FastifyReply {
  writeHead(request, reply, status, headers)
  reply.raw.end(body)
  return reply
}

function writeHead(request: FastifyRequest, reply: FastifyReply, status: number, headers: Headers): void {
  headers['x-amz-request-id'] = request.id
  headers['x-amz-id-2'] = hostId
  reply.hijack()
  reply.raw.writeHead(status, headers)
}

function splitUrl(url: string): { path: string; query: string } {
  const at = url.indexOf('?')
  return at === -1 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) }
}
