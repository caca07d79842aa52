import { performance } from 'node:perf_hooks'
import { clearInterval, setInterval } from 'node:timers'
import { endOf } from '../../delivery/connection.ts'
import { comment, serverSentEvent } from '../../journal/events.ts'
import type { HostedSandbox } from '../../sandboxes/sandbox.ts'
import type { Call } from '../route.ts'
import { Activity, type ActivityEvent } from './activity.ts'

export interface Pace {
  /** How often it is looked what has changed. */
  readonly everyMs: number
  /** After so many looks something is sent in any case, and the sandbox counts as used. */
  readonly looksPerSign: number
  /** After so many looks at which a reader had not taken what waits for it, it is disconnected. */
  readonly mostLooksInVain: number
}

const defaultPace: Pace = { everyMs: 100, looksPerSign: 150, mostLooksInVain: 150 }

/** A reader for whom more is waiting is told nothing until it has read that; what happens meanwhile is summed up. */
const mostWaitingBytes = 256 * 1024

/** Tells a page of a sandbox as server-sent events, until the sandbox is reset or ends or the reader leaves. */
export function streamActivity(
  { mock, here, request, reply }: Pick<Call, 'mock' | 'here' | 'request' | 'reply'>,
  sandbox: HostedSandbox,
  { everyMs, looksPerSign, mostLooksInVain }: Pace = defaultPace,
): void {
  const activity = new Activity(sandbox, here.seen)
  const { raw } = reply
  const { socket } = request.raw
  reply.header('content-type', 'text/event-stream; charset=utf-8')
  reply.hijack()
  raw.writeHead(200, reply.getHeaders() as Record<string, string>)

  const left = endOf(socket)
  const over = AbortSignal.any([left, activity.world.ended])
  const tell = (events: readonly ActivityEvent[]) => {
    if (events.length > 0) raw.write(events.map(({ event, data }) => serverSentEvent(event, data)).join(''))
  }
  let looks = 0
  let inVain = 0
  const look = () => {
    if (++looks % looksPerSign === 0) {
      sandbox.usedAt = mock.shared.machineClock.now() // somebody is watching
      raw.write(comment())
    }
    inVain = raw.writableLength > mostWaitingBytes ? inVain + 1 : 0
    if (inVain > mostLooksInVain) socket.destroy()
    else if (inVain === 0) tell(activity.next(performance.now()))
  }
  tell(activity.next(performance.now()))
  const timer = setInterval(look, everyMs)
  timer.unref()
  const stop = () => {
    clearInterval(timer)
    if (left.aborted) return
    tell([activity.end()])
    raw.end()
  }
  if (over.aborted) stop()
  else over.addEventListener('abort', stop, { once: true })
}
