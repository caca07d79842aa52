import { isShorter, waitBetween } from '../answers.ts'
import { saysReady } from '../log.ts'
import { broken, type ClientRule, kept, unclear } from '../rule.ts'
import { documentation } from '../sources.ts'
import { durationText, evidenceTable } from '../tables.ts'

/** A request that got no answer is not looked at here: HTTP libraries may send such a one again at once. */
export const waitsBetweenPolls: ClientRule = {
  id: 'client/waits-between-polls',
  level: 'must',
  requirement: 'The client MUST wait before it polls again. That is documented; the shortest wait is assumed.',
  source: documentation,
  basis: 'assumed',
  idle: 'No export was polled again after an answer that it is not ready.',
  *check({ stories, evidence: { clock } }, { minGapMs }) {
    for (const { id, polls } of stories) {
      if (id === null) continue
      const tooSoon = new Map<number, number>()
      for (let i = 1; i < polls.length; i++) {
        const [former, next] = [polls[i - 1]!, polls[i]!]
        if (former.exchange.status === null || saysReady(former.exchange)) continue
        const wait = waitBetween(former, next)
        if (!isShorter(wait, minGapMs)) yield kept
        else if (wait === 0 && clock === 'manual') yield unclear(stoodStill)
        else tooSoon.set(i, wait)
      }
      if (tooSoon.size === 0) continue
      yield broken(() => {
        const least = [...tooSoon.values()].reduce((least, wait) => Math.min(least, wait))
        const waits = tooSoon.size === 1 ? 'a wait' : `${tooSoon.size} waits, the shortest`
        return {
          received:
            least < 0
              ? `a poll that was sent before the one before it was answered (export ${id})`
              : `${waits} of ${durationText(least)} (export ${id})`,
          expected: `at least ${durationText(minGapMs)} between an answer and the next poll`,
          remedy: 'Wait before each further poll, a little longer each time.',
          exchanges: [...tooSoon.keys()].slice(0, 20).map((place) => polls[place]!.exchange.id),
          evidence: evidenceTable('poll', polls, (_, place) =>
            tooSoon.has(place) ? `gap from ${durationText(minGapMs)}` : undefined,
          ),
        }
      })
    }
  },
}

export const stoodStill =
  "The sandbox's clock is manual and stood still between two requests. Move it as the client waits, or let it run."
