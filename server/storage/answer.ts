import { setMaxListeners } from 'node:events'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inTurns } from '../in-turns.ts'
import { errorDocument, type StorageError } from './errors.ts'

/** What storage answers, as data: everything it sends goes through `send`. */
export interface StorageAnswer {
  readonly status: number
  readonly headers: Record<string, string | number>
  /** A large object comes in chunks, each made when it is asked for. */
  readonly body?: Uint8Array | Iterable<Uint8Array>
  /** For the log. */
  readonly note: string
}

/** How many downloads are being made while they are sent; what is kept encoded is handed over at once. */
export interface Downloads {
  active: number
}

/** S3 names the machine that answered; this one has no name to keep. */
const hostId = 'balkanid-mock'

/** @param headers what the answer carries besides; it is written to */
export function errorAnswer(
  request: FastifyRequest,
  error: StorageError,
  headers: StorageAnswer['headers'] = {},
): StorageAnswer {
  headers['content-type'] = 'application/xml'
  headers['x-mock-basis'] = error.basis
  headers['x-mock-hint'] = error.hint
  if (request.method === 'HEAD') return { status: error.status, headers, note: error.hint }
  const body = Buffer.from(errorDocument(error, request.id, hostId))
  headers['content-length'] = body.length
  return { status: error.status, headers, body, note: error.hint }
}

/** Storage is emulated to the byte, so its answers go past Fastify's own way of sending, which is also the slower one. */
export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers, body, note }: StorageAnswer,
  downloads: Downloads,
): FastifyReply {
  request.exchange.note = note
  request.exchange.status = status
  headers['x-amz-request-id'] = request.id
  headers['x-amz-id-2'] = hostId
  reply.hijack()
  reply.raw.writeHead(status, headers)
  if (body === undefined || body instanceof Uint8Array) reply.raw.end(body)
  else stream(request, reply, body, downloads)
  return reply
}

function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  chunks: Iterable<Uint8Array>,
  downloads: Downloads,
): void {
  const { socket } = request.raw
  const connection = endOf(socket)
  if (connection.aborted) return // the client left while the object was being measured
  downloads.active++
  const over = () => {
    connection.removeEventListener('abort', over)
    downloads.active--
  }
  // An answer that waits behind another on its connection is never told of the connection's end, nor does the pipeline
  // then settle (seen on Node 20): the end of the connection is the end of the download.
  connection.addEventListener('abort', over)
  // `pipeline`, since it closes the generator when the client goes away and resets the connection when making fails.
  pipeline(Readable.from(inTurns(chunks, chunksPerTurn), { objectMode: false }), reply.raw, { signal: connection })
    .catch((error: unknown) => {
      if (!socket.destroyed) request.log.error({ err: error }, 'The object was not sent whole.')
    })
    .finally(() => connection.aborted || over())
}

/** How many chunks a download may send before others get their turn: some 250 KiB, a third of a millisecond. */
const chunksPerTurn = 4

const ends = new WeakMap<Socket, AbortSignal>()

/** Aborts when a connection ends; one for all answers on it, however many are pipelined. */
function endOf(socket: Socket): AbortSignal {
  const known = ends.get(socket)
  if (known !== undefined) return known
  const end = new AbortController()
  setMaxListeners(0, end.signal)
  socket.once('close', () => end.abort())
  if (socket.destroyed) end.abort()
  ends.set(socket, end.signal)
  return end.signal
}
