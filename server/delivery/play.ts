import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Activity } from '../sandboxes/sandbox-clock.ts'
import { type Answer, bytesOf, type Interruption } from './answer.ts'
import { captured, dated, noteAnswer } from './capture.ts'
import { endOf, flushed, reset } from './connection.ts'

/** Sends an answer whose delivery is drawn out or interrupted, in the time of the sandbox's clock. */
export function play(request: FastifyRequest, reply: FastifyReply, answer: Answer): void {
  const { socket } = request.raw
  const { clock, ended, downloads } = request.world
  const signal = AbortSignal.any([endOf(socket), ended])
  const activity = clock.activity()
  downloads.sending.add(request.underWay!)
  perform(request, reply.raw, answer, activity, signal)
    .catch((error: unknown) => {
      if (!signal.aborted) request.log.error({ err: error }, 'An answer was not sent whole.')
      reset(socket, reply.raw)
    })
    .finally(() => {
      activity.end()
      downloads.sending.delete(request.underWay!)
    })
}

async function perform(
  request: FastifyRequest,
  raw: ServerResponse,
  answer: Answer,
  activity: Activity,
  signal: AbortSignal,
): Promise<void> {
  const { status, body, delivery: { delayMs = 0, bytesPerSecond, interruption } = {} } = answer
  const interrupted = async ({ how, forMs }: Interruption): Promise<boolean> => {
    if (how === 'stall' && forMs !== undefined) {
      await activity.sleep(forMs, signal)
      return false
    }
    signal.throwIfAborted()
    // Only what has left the process reaches the client.
    await activity.outside<unknown>(how === 'stall' ? once(signal, 'abort') : flushed(request.raw.socket))
    reset(request.raw.socket, raw)
    return true
  }

  if (delayMs > 0) await activity.sleep(delayMs, signal)
  if (interruption?.at === 'head' && (await interrupted(interruption))) return
  const headers = dated(answer.headers, request.world.clock)
  noteAnswer(request.exchange, answer, headers)
  raw.writeHead(status, headers)
  raw.flushHeaders()
  let left = interruption === undefined || interruption.at === 'head' ? Number.POSITIVE_INFINITY : interruption.at
  for await (const chunk of captured(request, bytesOf(body))) {
    for (let from = 0; from < chunk.length; ) {
      const piece = chunk.subarray(from, from + Math.min(left, pieceBytes(bytesPerSecond)))
      // Before it and not after: the client has the last piece when the answer ends.
      if (bytesPerSecond !== undefined) await activity.sleep((piece.length / bytesPerSecond) * 1000, signal)
      if (piece.length > 0 && !raw.write(piece)) await activity.outside(once(raw, 'drain', { signal }))
      request.exchange.bytesSent += piece.length
      from += piece.length
      left -= piece.length
      if (left === 0) {
        if (await interrupted(interruption!)) return
        left = Number.POSITIVE_INFINITY
      }
    }
  }
  // A body that is shorter than that is interrupted at its end.
  if (left !== Number.POSITIVE_INFINITY && (await interrupted(interruption!))) return
  const finished = once(raw, 'finish', { signal })
  raw.end()
  await activity.outside(finished)
}

/** Ten pieces a second, so that slow looks slow and not jerky. */
function pieceBytes(bytesPerSecond = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.floor(bytesPerSecond / 10))
}
