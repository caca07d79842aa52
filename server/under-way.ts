import { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExchangeRecord } from './journal/exchange-record.ts'
import type { HostedSandbox } from './sandboxes/sandbox.ts'
import type { Period } from './sandboxes/under-way-count.ts'
import type { World } from './sandboxes/world.ts'

declare module 'node:http' {
  interface IncomingMessage {
    /** The target before the sandbox was taken off it. Fastify sets it. */
    originalUrl?: string
    /** The sandbox that the target names; the root has none. */
    sandboxId?: string
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Absent below the mock's own paths, which are no exchanges. */
    underWay: UnderWay | undefined
    /** What is known of the exchange; handlers fill it in, journal and log keep it. */
    readonly exchange: ExchangeRecord
    readonly sandbox: HostedSandbox
    /** The sandbox as it was when the request arrived: a reset makes another. */
    readonly world: World
    /** What the client sent; Fastify does not see it, since which body is one is for `api/` to say. */
    sentContentType: string | undefined
  }
}

/** An exchange that is not over yet. */
export interface UnderWay {
  readonly exchange: ExchangeRecord
  readonly sandbox: HostedSandbox
  readonly world: World
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly period: Period
  readonly over: ((request: FastifyRequest, reply: FastifyReply) => void) | undefined
  isOver: boolean
  /** The one before it on the same connection, where several are pipelined. */
  before: UnderWay | undefined
}

/** Requests know their exchange. One member that is set for each of them, since setting takes longer than getting. */
export function decorateRequests(app: FastifyInstance): void {
  app.decorateRequest('underWay')
  app.decorateRequest('sentContentType')
  app.decorateRequest('exchange', { getter: exchangeOf })
  app.decorateRequest('sandbox', { getter: sandboxOf })
  app.decorateRequest('world', { getter: worldOf })
}

function exchangeOf(this: FastifyRequest): ExchangeRecord {
  return this.underWay!.exchange
}

function sandboxOf(this: FastifyRequest): HostedSandbox {
  return this.underWay!.sandbox
}

function worldOf(this: FastifyRequest): World {
  return this.underWay!.world
}

// On the connection itself, where it is found fastest.
const latest = Symbol('the latest exchange under way')

type Connection = Socket & { [latest]?: UnderWay | undefined }

/**
 * Begins the exchange of a request that has arrived, and concludes it when its answer is sent or the connection is gone.
 * @param over is told then
 */
export function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  sandbox: HostedSandbox,
  over: UnderWay['over'],
): void {
  const { raw } = request
  const { world } = sandbox
  const socket: Connection = raw.socket
  // An answer that waits behind another is not told of the connection's end, so the connection itself is asked.
  if (!(latest in socket)) socket.on('close', concludeAll)
  const underWay: UnderWay = {
    exchange: {
      time: world.clock.now(),
      method: request.method,
      url: raw.originalUrl ?? raw.url ?? '',
      isUrlMasked: undefined,
      phase: 'other',
      requestHeaders: raw.rawHeaders,
      // Written out, so that all exchanges have one shape, which is faster.
      requestBody: undefined,
      exportId: undefined,
      gapMs: undefined,
      status: undefined,
      responseHeaders: undefined,
      responseBody: undefined,
      shownBody: undefined,
      bytesSent: 0,
      endedAt: 0,
      fault: undefined,
      problem: undefined,
      note: undefined,
      brokenOff: undefined,
      id: 0,
      place: 0,
      next: undefined,
    },
    sandbox,
    world,
    request,
    reply,
    period: world.begin(),
    over,
    isOver: false,
    before: socket[latest],
  }
  request.underWay = underWay
  // The request that Fastify makes for a URL that it cannot read is not decorated.
  if (!('exchange' in request)) {
    const getters = { exchange: { get: exchangeOf }, sandbox: { get: sandboxOf }, world: { get: worldOf } }
    Object.defineProperties(request, getters)
  }
  socket[latest] = underWay
  if (socket instanceof Socket) return
  // What `inject` has for a connection does not end; there the answer tells of its own end, however that comes.
  const { raw: response } = reply
  response.on('finish', () => conclude(underWay, true))
  response.on('close', () => conclude(underWay, response.writableFinished))
}

/** Concludes an exchange when all of its answer, which has been handed over, has left the process. */
export function handedOver(request: FastifyRequest, reply: FastifyReply): void {
  const { socket } = request.raw
  const { raw } = reply
  // Most answers have left by now, and to listen for that takes longer than to look. One that waits behind another on
  // its connection has no socket yet.
  const hasLeft = socket instanceof Socket && raw.socket === socket && socket.writableLength === 0
  if (hasLeft) conclude(request.underWay!, true)
  else concludeWhenFinished(request, reply)
}

/** The same while it is being handed over. */
export function concludeWhenFinished({ raw, underWay }: FastifyRequest, reply: FastifyReply): void {
  if (raw.socket instanceof Socket) reply.raw.on('finish', () => conclude(underWay!, true))
}

function conclude(ended: UnderWay, isWhole: boolean): void {
  if (ended.isOver) return
  ended.isOver = true
  const { exchange, world, request, reply, period, over } = ended
  const socket: Connection = request.raw.socket
  if (socket[latest] === ended) socket[latest] = ended.before
  else takeOut(ended, socket[latest])
  if (!isWhole) {
    exchange.brokenOff = true
    // One that waited behind another has been handed over, but never left.
    if (reply.raw.socket === null) exchange.bytesSent = 0
  }
  world.conclude(exchange, period)
  over?.(request, reply)
}

/** @param from the latest on the connection */
function takeOut(ended: UnderWay, from: UnderWay | undefined): void {
  for (let at = from; at !== undefined; at = at.before) if (at.before === ended) at.before = ended.before
}

function concludeAll(this: Connection): void {
  for (let at = this[latest]; at !== undefined; at = at.before) conclude(at, at.reply.raw.writableFinished)
}
