import { isShorter, retryAfterOf } from '../answers.ts'
import type { Timed } from '../log.ts'
import { broken, type ClientRule, kept, unclear } from '../rule.ts'
import { type Series, seriesOf } from '../series.ts'
import { httpSemantics } from '../sources.ts'
import { clockTime, durationText, evidenceTable } from '../tables.ts'
import { stoodStill } from './waits-between-polls.ts'

export const honoursRetryAfter: ClientRule = {
  id: 'client/honours-retry-after',
  level: 'must',
  requirement: 'The client MUST NOT come back before the time that Retry-After names, in seconds or as a date.',
  source: httpSemantics('10.2.3'),
  basis: 'inferred',
  idle: 'Nobody was told to come back later, or nobody came back.',
  *check(log) {
    for (const series of seriesOf(log)) {
      const { what, of, requests } = series
      for (const [place, told] of requests.entries()) {
        const due = retryAfterOf(told)
        if (due === undefined) continue
        const { next, isSure } = nextAfter(series, place)
        if (next === undefined) continue
        const wait = requests[next]!.at - told.end
        if (!isShorter(wait, due - told.end)) yield kept
        else if (wait === 0 && log.evidence.clock === 'manual') yield unclear(stoodStill)
        else if (!isSure) yield unclear(sideBySide(told, requests[next]!))
        else
          yield broken(() => ({
            received: `a ${what} (${of}) ${durationText(wait)} after an answer with Retry-After`,
            expected: `nothing before ${clockTime(due)}, which is ${durationText(due - told.end)} after it`,
            remedy: 'Read Retry-After, a number of seconds or a date, and wait at least as long.',
            exchanges: [told.exchange.id, requests[next]!.exchange.id],
            evidence: evidenceTable(what, requests.slice(place, next + 1), (each) =>
              each === requests[next] ? `from ${clockTime(due)}` : undefined,
            ),
          }))
      }
    }
  },
}

/**
 * The first request after an answer: those that were under way by then could not know of it. One export is polled by one
 * poll after the other, so a poll that came in the millisecond of the answer came after it. Calls and downloads may go
 * side by side: of these such a one is taken only where no later one came, and it is not sure.
 */
function nextAfter({ what, requests }: Series, place: number): { readonly next?: number; readonly isSure: boolean } {
  const { end } = requests[place]!
  const atOnce = firstBehind(requests, place, ({ at }) => at >= end)
  const later = firstBehind(requests, place, ({ at }) => at > end)
  const isSure = what === 'poll' || later !== undefined || atOnce === undefined
  const next = what === 'poll' ? atOnce : (later ?? atOnce)
  return { isSure, ...(next !== undefined && { next }) }
}

/** The first place behind another one for which something holds that, once it does, holds for all later ones too. */
function firstBehind(
  requests: readonly Timed[],
  place: number,
  holds: (request: Timed) => boolean,
): number | undefined {
  let [low, high] = [place + 1, requests.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(requests[middle]!)) high = middle
    else low = middle + 1
  }
  return low < requests.length ? low : undefined
}

function sideBySide({ exchange: { id } }: Timed, { exchange }: Timed): string {
  return `Exchange ${exchange.id} came in the same millisecond as the answer with Retry-After of exchange ${id}, so it cannot be told whether it was sent before. Send the requests one after the other, or let the sandbox's clock run more slowly.`
}
