import { setMaxListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'

const ends = new WeakMap<Socket, AbortSignal>()

/** Aborts when a connection ends; one for all answers on it, however many are pipelined. */
export function endOf(socket: Socket): AbortSignal {
  const known = ends.get(socket)
  if (known !== undefined) return known
  const end = new AbortController()
  setMaxListeners(0, end.signal)
  socket.once('close', () => end.abort())
  if (socket.destroyed) end.abort()
  ends.set(socket, end.signal)
  return end.signal
}

/** Ends a connection so that the client sees a reset, not an orderly end. */
export function reset(socket: Socket, answer: ServerResponse): void {
  if (socket instanceof Socket) socket.resetAndDestroy()
  else answer.destroy() // what `inject` has for a connection cannot be reset
}

/** Resolves when everything that was written to a connection has left the process. */
export function flushed(socket: Socket): Promise<void> {
  return socket.writableLength > 0 ? new Promise((resolve) => socket.write('', () => resolve())) : Promise.resolve()
}
