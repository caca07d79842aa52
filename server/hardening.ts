import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import { type Problem, problems } from './problems.ts'

const requestTimeoutMs = 30_000
/** Without a byte in either direction: a stalled client must not hold a download for ever. */
const idleTimeoutMs = 120_000

/** What every Fastify instance of ours is made with. @param log is asked for when there is something to log */
export function hardened(bodyBytes: number, log: () => FastifyBaseLogger) {
  return {
    bodyLimit: bodyBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: idleTimeoutMs,
    forceCloseConnections: true,
    exposeHeadRoutes: false, // Fastify's own HEAD would make the whole file to throw it away
    return503OnClosing: false, // connections are ended instead: see forceCloseConnections
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => answerClientError(error, socket, log()),
    // Bodies are checked by our own code, which explains more; this keeps ajv from being loaded.
    schemaController: {
      compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
    },
  } as const
}

function noSchemas(): never {
  throw new Error('No route declares a schema, so there is nothing to compile.')
}

/** Takes any body as text: what it must be is for each route to say. It goes with `noteContentType` for each request. */
export function takeBodiesAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    if (request.underWay !== undefined) request.exchange.requestBody = body as string
    done(null, body)
  })
  app.addContentTypeParser(leftType, (_request, _body, done) => done(null, undefined))
}

/** Leaves the body for its route to read as it comes. It takes as long as it takes: only what stands still is ended. */
export function leaveBody({ headers, raw }: FastifyRequest): void {
  headers['content-type'] = leftType
  unhurried.add(raw.socket)
  raw.once('close', () => unhurried.delete(raw.socket))
}

const leftType = 'application/x-left-as-it-is'
const unhurried = new WeakSet<Socket>()

/**
 * Notes the media type out of Fastify's sight, which would refuse what is none. It is written over, since an object that
 * a property was deleted from is slow to read ever after.
 */
export function noteContentType(request: FastifyRequest): void {
  const contentType = request.headers['content-type']
  if (contentType === undefined) return
  if (contentType !== '') request.sentContentType = contentType
  request.headers['content-type'] = 'application/octet-stream'
}

/** Servers must take a target with scheme and host too, as proxies get it; its host then counts (RFC 9112, section 3.2.2). */
export function originForm({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string {
  const [scheme, host] = /^https?:\/\/([^/?]*)(?=\/)/i.exec(url) ?? []
  if (scheme === undefined) return url
  if (host !== undefined && host !== '') headers.host = host
  return url.slice(scheme.length)
}

/** What Node's HTTP parser refuses never becomes a request; the answer is written to the socket by hand. */
function answerClientError(error: NodeJS.ErrnoException, socket: AnsweringSocket, log: FastifyBaseLogger): void {
  // Node's limit is for the whole of a request, and says nothing of how fast it comes.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && unhurried.has(socket)) return
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
