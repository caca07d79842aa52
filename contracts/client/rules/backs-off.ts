import { isShorter, isTrouble, retryAfterOf, waitBetween } from '../answers.ts'
import { saysReady, type Timed } from '../log.ts'
import type { ResolvedClientOptions } from '../options.ts'
import { broken, type ClientRule, kept, unclear } from '../rule.ts'
import { type Series, seriesOf } from '../series.ts'
import { httpSemantics } from '../sources.ts'
import { durationText, evidenceTable } from '../tables.ts'
import { stoodStill } from './waits-between-polls.ts'

/** Waits of a client that backs off may vary, so that many clients do not come back at once: by half, at most. */
const jitter = 0.5

export const backsOff: ClientRule = {
  id: 'client/backs-off',
  level: 'should',
  requirement:
    'The client SHOULD wait longer after many polls, and after 429, an error of the server or a reset, and not less each time.',
  source: httpSemantics('15.6.4'),
  basis: 'assumed',
  idle: 'No export was polled often, and nothing was sent again after 429, an error of the server or a reset.',
  *check(log, options) {
    for (const series of seriesOf(log)) {
      const { what, of, requests } = series
      const tooSoon = new Map<number, number>()
      for (let i = 1; i < requests.length; i++) {
        const leastMs = leastWait(series, i, options)
        if (leastMs === undefined) continue
        const wait = waitBetween(requests[i - 1]!, requests[i]!)
        if (!isShorter(wait, leastMs)) yield kept
        else if (wait === 0 && log.evidence.clock === 'manual') yield unclear(stoodStill)
        else tooSoon.set(i, leastMs)
      }
      const [[place, leastMs] = []] = tooSoon
      if (place === undefined || leastMs === undefined) continue
      yield broken(() => ({
        received: `${what} ${place + 1} (${of}) after ${durationText(waitBetween(requests[place - 1]!, requests[place]!))}`,
        expected: `a wait of at least ${durationText(leastMs)} by then`,
        remedy: 'Let the wait grow with each try, up to a limit, and begin anew only after a success.',
        exchanges: [...tooSoon.keys()].slice(0, 20).map((each) => requests[each]!.exchange.id),
        evidence: evidenceTable(what, requests, (_, each) => {
          const least = tooSoon.get(each)
          return least === undefined ? undefined : `gap from ${durationText(least)}`
        }),
      }))
    }
  },
}

/** How long the client should wait before the request at a place, in milliseconds; `undefined` where that is open. */
function leastWait(
  { what, requests }: Series,
  place: number,
  { minGapMs, backOffAfter, backedOffGapMs }: ResolvedClientOptions,
): number | undefined {
  const former = requests[place - 1]!
  if (what === 'poll' && place >= backOffAfter && !saysReady(former.exchange) && !asksToWait(former))
    return backedOffGapMs
  // What was cut off in its middle is taken up again at once.
  if (!isTrouble(former.exchange) || (what === 'download' && former.exchange.status === null)) return undefined
  const before = requests[place - 2]
  if (before === undefined || !isTrouble(before.exchange) || asksToWait(former)) return minGapMs
  return Math.max(minGapMs, waitBetween(before, former) * jitter)
}

/** The service may ask for less than the client would wait by itself. */
function asksToWait(request: Timed): boolean {
  return retryAfterOf(request) !== undefined
}
