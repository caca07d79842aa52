import type { FastifyRequest } from 'fastify'
import type { ExchangeRecord } from '../journal/exchange-record.ts'
import type { SandboxClock } from '../sandboxes/sandbox-clock.ts'
import type { Answer } from './answer.ts'

/** With the sandbox's time, where that is not the machine's, which Node writes by itself. */
export function dated(headers: Answer['headers'], clock: SandboxClock): Answer['headers'] {
  return clock.isMachines ? headers : { ...headers, date: new Date(clock.now()).toUTCString() }
}

/** Notes what an answer says before its body; to be called when that is sent, which it may never be. */
export function noteAnswer(
  exchange: ExchangeRecord,
  { status, note, problem }: Answer,
  headers: Answer['headers'],
): void {
  exchange.status = status
  exchange.responseHeaders = headers
  if (note !== undefined) exchange.note = note
  if (problem !== undefined) exchange.problem = problem
}

/** Notes as much of an answer's body as the journal keeps, and how long it is. */
export function capture(request: FastifyRequest, body: string | Uint8Array, shown: string | undefined): void {
  const { exchange } = request
  const promised = exchange.responseHeaders?.['content-length']
  // What the head says spares counting, unless a fault may have written it.
  exchange.bytesSent = exchange.fault === undefined && typeof promised === 'number' ? promised : Buffer.byteLength(body)
  exchange.shownBody = shown
  if (typeof body === 'string') exchange.responseBody = body
  else keepBeginning(request, body)
}

/** Passes chunks on and notes the first; `taken` is told of each, once the next is asked for. */
export async function* captured(
  request: FastifyRequest,
  chunks: AsyncIterable<Uint8Array>,
  taken: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    if (request.exchange.responseBody === undefined) keepBeginning(request, chunk)
    yield chunk
    taken(chunk.length)
  }
}

/** A copy, unless it is short: what is kept must not keep the rest. */
function keepBeginning({ exchange, world }: FastifyRequest, bytes: Uint8Array): void {
  const most = world.settings.limits.bodyCaptureBytes
  exchange.responseBody = bytes.length <= most ? bytes : Uint8Array.prototype.slice.call(bytes, 0, most)
}
