import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify'
import { datasetSlugs, downloadApi, downloadPath, isDatasetSlug } from '../contracts/index.ts'
import { healthRoutes } from './admin/health.ts'
import { downloadUrlRoutes } from './api/download-url.ts'
import { type Clock, systemClock } from './clock.ts'
import { logExchange, logExchanges } from './exchange-log.ts'
import { ExportStore } from './exports/export-store.ts'
import { checkedIds, type NextId, randomIds } from './ids.ts'
import { type MockOptions, resolveOptions } from './options.ts'
import { originFinder } from './origin.ts'
import { type Problem, problems } from './problems.ts'
import { sendProblem } from './send-problem.ts'
import { type Downloads, errorAnswer, send } from './storage/answer.ts'
import { storagePrefix } from './storage/object-path.ts'
import { storageRoutes } from './storage/objects.ts'
import { PresignedUrls } from './storage/presigned-urls.ts'
import { storageErrors } from './storage/refusals.ts'
import { SignatureV4, type SigningKey } from './storage/signature-v4.ts'

/** What a program that embeds the mock can hand in, besides the options that a user chooses. */
export interface AppOptions extends MockOptions {
  /** @default the machine's clock */
  readonly clock?: Clock
  /** Ids of exports, each another: 1 to 64 letters, digits, _ and -. @default random ULIDs of the clock's time */
  readonly nextId?: NextId
  /** @default a key that is no secret: it is the same in every mock */
  readonly signingKey?: SigningKey
  /** A pino logger, or a level and where its JSON lines go. @default nothing is logged */
  readonly logger?: FastifyBaseLogger | LogTarget
}

export interface LogTarget {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly stream: { write(line: string): void }
}

export const defaultSigningKey: SigningKey = {
  accessKeyId: 'BALKANIDMOCK',
  secretAccessKey: 'not-a-secret',
  region: 'us-east-1',
}

const requestTimeoutMs = 30_000
/** Without a byte in either direction: a stalled client must not hold a download for ever. */
const idleTimeoutMs = 120_000

/**
 * The mock as a Fastify instance that does not listen yet: `inject` requests into it, or call `listen`.
 * @throws {OptionError} for an option that is wrong
 */
export function buildApp(options: AppOptions = {}): FastifyInstance {
  const { clock = systemClock, nextId, signingKey = defaultSigningKey, logger, ...chosen } = options
  const settings = resolveOptions(chosen)
  const exports = new ExportStore(settings, clock, nextId === undefined ? randomIds(clock) : checkedIds(nextId))
  const signer = new SignatureV4(signingKey)
  const urls = new PresignedUrls(signer, settings.urlLifetimeSeconds)
  const originOf = originFinder(settings)
  const downloads: Downloads = { active: 0 }

  const app = Fastify({
    ...loggerOptions(logger),
    logController: new LogController({ disableRequestLogging: true }), // see exchange-log.ts
    genReqId: requestIds(),
    bodyLimit: settings.limits.bodyBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: idleTimeoutMs,
    forceCloseConnections: true,
    rewriteUrl: (request) => originForm(request),
    exposeHeadRoutes: false, // Fastify's own HEAD would make the whole file to throw it away
    return503OnClosing: false, // connections are ended instead: see forceCloseConnections
    clientErrorHandler: (error, socket) => answerClientError(error, socket, app.log),
    frameworkErrors: (_error, request, reply) => {
      // No hook runs for these.
      request.exchange = {}
      sendProblem(request, reply, problems['bad-url'](request.raw.url ?? ''))
      if (logger !== undefined) logExchange(request, reply)
    },
    // Bodies are checked against the contract by our own code, which explains more; this keeps ajv from being loaded.
    schemaController: {
      compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
    },
  })

  app.decorateRequest('exchange')
  app.addHook('onRequest', (request, _reply, done) => {
    request.exchange = {}
    // Fastify would refuse what is no media type, while which body will do is for `api/` to say. Written over, since an
    // object that a property was deleted from is slow to read ever after.
    const contentType = request.headers['content-type']
    if (contentType !== undefined) {
      if (contentType !== '') request.exchange.contentType = contentType
      request.headers['content-type'] = 'application/octet-stream'
    }
    done()
  })
  // Any body is taken as text: what it must be is for each route to say.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addHook('onClose', async () => exports.close())
  if (logger !== undefined) logExchanges(app)

  downloadUrlRoutes(app, { settings, exports, urls, originOf })
  const storage = storageRoutes(app, { settings, exports, urls, signer, clock, originOf, downloads })
  healthRoutes(app, { settings, exports, downloads })

  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = (request.raw.url ?? '').split('?')
    if (path.startsWith(storagePrefix)) return storage(request, reply)
    const problem = noRouteProblem(request.method, path)
    if (problem.status === 405) reply.header('allow', allowedOn(path).join(', '))
    return sendProblem(request, reply, problem)
  })
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { bodyBytes } = settings.limits
    if (error.statusCode === 413 && request.raw.url?.startsWith(storagePrefix)) {
      return send(request, reply, errorAnswer(request, storageErrors.bodyTooLarge(bodyBytes)), downloads)
    }
    const problem = problemOf(error, bodyBytes)
    if (problem.status >= 500) request.log.error({ err: error }, 'A request could not be answered.')
    return sendProblem(request, reply, problem)
  })
  return app
}

function loggerOptions(logger: AppOptions['logger']) {
  if (logger === undefined) return { logger: false }
  return 'stream' in logger ? { logger } : { loggerInstance: logger }
}

function noSchemas(): never {
  throw new Error('No route declares a schema, so there is nothing to compile.')
}

/** Sixteen digits as S3's request ids have them, counted from 1. */
function requestIds(): () => string {
  let count = 0
  return () => (++count).toString(16).toUpperCase().padStart(16, '0')
}

function allowedOn(path: string): readonly string[] {
  if (path === '/__mock/health') return ['GET', 'HEAD']
  return datasetSlugs.some((slug) => downloadPath(slug) === path) ? ['POST'] : []
}

function noRouteProblem(method: string, path: string): Problem {
  const allowed = allowedOn(path)
  if (allowed.length > 0) return problems['method-not-allowed'](method, path, allowed)
  const [, slug, operation] = apiPath.exec(path) ?? []
  if (slug !== undefined && operation === 'download-url' && !isDatasetSlug(slug))
    return problems['unknown-dataset'](slug)
  if (slug !== undefined && operation === 'upload-url') return problems['upload-not-emulated'](slug)
  return problems['unknown-path'](method, path)
}

const apiPath = new RegExp(`^${downloadApi.basePath}/([^/]+)/(download-url|upload-url)/?$`)

function problemOf(error: FastifyError, bodyBytes: number): Problem {
  if (error.statusCode === 413) return problems['body-too-large'](bodyBytes)
  if (error.statusCode === 400) return problems['bad-request'](error.code)
  return problems['internal-error']()
}

/** Servers must take a target with scheme and host too, as proxies get it; its host then counts (RFC 9112, section 3.2.2). */
function originForm({ url = '', headers }: RawRequest): string {
  const [scheme, host] = /^https?:\/\/([^/?]*)(?=\/)/i.exec(url) ?? []
  if (scheme === undefined) return url
  if (host !== undefined && host !== '') headers.host = host
  return url.slice(scheme.length)
}

type RawRequest = Pick<IncomingMessage, 'url' | 'headers'>

/** What Node's HTTP parser refuses never becomes a request; the answer is written to the socket by hand. */
function answerClientError(error: NodeJS.ErrnoException, socket: AnsweringSocket, log: FastifyBaseLogger): void {
  // Where an answer is under way, another would end up in its middle; Node's own handler looks at the same field.
  const isAnswering = socket._httpMessage?.headersSent === true
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) {
    socket.destroy()
    return
  }
  const { rawPacket } = error as { rawPacket?: unknown }
  const isTls = rawPacket instanceof Uint8Array && rawPacket[0] === 0x16 // the first byte of a TLS handshake
  const problem = isTls ? problems['tls-not-spoken']() : clientProblem(error.code ?? 'unknown')
  const body = JSON.stringify(problem)
  log.info({ status: problem.status, note: problem.detail }, 'no exchange')
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: application/problem+json\r\n` +
      `x-mock-basis: assumed\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

interface AnsweringSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null
}

function clientProblem(code: string): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problems['header-too-large']()
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problems['request-timeout']()
    default:
      return problems['bad-request'](code)
  }
}
