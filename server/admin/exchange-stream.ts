import { clearInterval, setInterval } from 'node:timers'
import { endOf } from '../delivery/connection.ts'
import { comment, exchangeEvent } from '../journal/events.ts'
import { type ExchangeFilter, matches } from '../journal/filter.ts'
import type { HostedSandbox } from '../sandboxes/sandbox.ts'
import { asNumber, type Call } from './route.ts'

const defaultKeepAliveMs = 15_000
/** A consumer for whom more is waiting does not read. */
const mostWaitingBytes = 1024 * 1024
/** How soon a browser comes back that has lost the connection. */
const retryMs = 1000

// With an empty id, since the numbers begin anew in a sandbox that was reset.
const endEvent = 'id\nevent: end\ndata: {}\n\n'

/**
 * Sends what happens in a sandbox as server-sent events, until the sandbox is reset or ends or the client leaves.
 * @param filter its `after` and `limit` say what is told again; without them, it begins with what happens next
 * @param keepAliveMs of the machine's clock, since it is for connections and not for what is emulated
 */
export function streamExchanges(
  { mock, request, reply }: Pick<Call, 'mock' | 'request' | 'reply'>,
  sandbox: HostedSandbox,
  { limit, ...filter }: ExchangeFilter,
  keepAliveMs = defaultKeepAliveMs,
): void {
  const { journal, ended } = sandbox.world
  const { raw } = reply
  reply.header('content-type', 'text/event-stream; charset=utf-8')
  reply.hijack()
  raw.writeHead(200, reply.getHeaders() as Record<string, string>)

  const left = endOf(request.raw.socket)
  const over = AbortSignal.any([left, ended])
  const write = (text: string) => {
    raw.write(text)
    if (raw.writableLength > mostWaitingBytes) request.raw.socket.destroy()
  }
  write(`retry: ${retryMs}\n${comment(`The exchanges of ${sandbox.id}.`)}`)
  const after = lastSeen(request.headers['last-event-id']) ?? filter.after
  const isReplaying = after !== undefined || limit !== undefined
  const wanted = { ...filter, ...(after !== undefined && { after }) }
  if (isReplaying) {
    for (const exchange of journal.exchanges({ ...wanted, ...(limit !== undefined && { limit }) })) {
      write(exchangeEvent(exchange))
    }
  }

  const unsubscribe = journal.subscribe((exchange) => {
    if (matches(exchange, filter)) write(exchangeEvent(exchange))
  })
  const keepAlive = setInterval(() => {
    sandbox.usedAt = mock.shared.machineClock.now() // somebody is watching
    write(comment())
  }, keepAliveMs)
  keepAlive.unref()
  const stop = () => {
    unsubscribe()
    clearInterval(keepAlive)
    if (!left.aborted) raw.end(endEvent)
  }
  if (over.aborted) stop()
  else over.addEventListener('abort', stop, { once: true })
}

function lastSeen(field: string | string[] | undefined): number | undefined {
  const number = typeof field === 'string' ? asNumber(field) : undefined
  return typeof number === 'number' ? number : undefined
}
