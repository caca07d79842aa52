import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { concludeWhenFinished, handedOver } from '../under-way.ts'
import { type Answer, type Body, bytesOf } from './answer.ts'
import { capture, captured, dated, noteAnswer } from './capture.ts'
import { endOf, reset } from './connection.ts'
import { play } from './play.ts'

/**
 * Sends an answer of an emulated path and notes it in the exchange. It goes past Fastify's own way of sending, which is
 * the slower one, and so to the byte as it stands in the answer.
 */
export function deliver(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  const { exchange, world } = request
  const { status, body } = answer
  let { headers } = answer
  if (exchange.fault !== undefined) headers = { ...headers, 'x-mock-fault': exchange.fault }
  reply.hijack()
  if (world.hasEnded) {
    reset(request.raw.socket, reply.raw)
    return reply
  }
  if (answer.delivery !== undefined) {
    concludeWhenFinished(request, reply)
    play(request, reply, { ...answer, headers })
    return reply
  }
  headers = dated(headers, world.clock)
  noteAnswer(exchange, answer, headers)
  reply.raw.writeHead(status, headers)
  const whole = body && wholeOf(body)
  if (body !== undefined && whole === undefined) {
    concludeWhenFinished(request, reply)
    stream(request, reply, bytesOf(body))
    return reply
  }
  if (whole !== undefined) capture(request, whole, answer.shownBody)
  // As many bytes as characters: it is ASCII, which is written faster as such than as UTF-8.
  if (typeof whole === 'string' && exchange.bytesSent === whole.length) reply.raw.end(whole, 'latin1')
  else reply.raw.end(whole)
  handedOver(request, reply)
  return reply
}

/** @returns what can be handed over at once; `undefined` where there are only chunks */
function wholeOf(body: Body): string | Uint8Array | undefined {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (!('object' in body)) return undefined
  const bytes = body.object.bytes(body.from, body.to)
  return bytes instanceof Uint8Array ? bytes : undefined
}

function stream(request: FastifyRequest, reply: FastifyReply, chunks: AsyncIterable<Uint8Array>): void {
  const { exchange, world } = request
  const { socket } = request.raw
  const connection = endOf(socket)
  if (connection.aborted) return // the client left while the object was being measured
  const { downloads } = world
  downloads.active++
  downloads.sending.add(request.underWay!)
  const over = () => {
    connection.removeEventListener('abort', over)
    downloads.active--
    downloads.sending.delete(request.underWay!)
  }
  connection.addEventListener('abort', over)
  // `pipeline`, since it closes the generator when the client goes away and resets the connection when making fails. An
  // answer that waits behind another on its connection is never told of the connection's end, nor does the pipeline then
  // settle (seen on Node 20): the end of the connection is the end of the download.
  const signal = AbortSignal.any([connection, world.ended])
  const counted = captured(request, chunks, (bytes) => {
    exchange.bytesSent += bytes
  })
  pipeline(Readable.from(counted, { objectMode: false }), reply.raw, { signal })
    .catch((error: unknown) => {
      if (!socket.destroyed && !signal.aborted) request.log.error({ err: error }, 'The object was not sent whole.')
      reset(socket, reply.raw)
    })
    .finally(() => connection.aborted || over())
}
