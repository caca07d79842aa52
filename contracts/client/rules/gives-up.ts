import { damageOf, isCutOff, isTrouble, waitBetween } from '../answers.ts'
import type { ExportEvidence } from '../evidence.ts'
import type { Exchange } from '../exchange.ts'
import type { ClientLog } from '../log.ts'
import { type ExportStory, saysReady, type Timed } from '../log.ts'
import type { ResolvedClientOptions } from '../options.ts'
import { broken, type ClientRule, kept, type Observation, unclear } from '../rule.ts'
import { runsOf, seriesOf } from '../series.ts'
import { documentation } from '../sources.ts'
import { durationText, evidenceTable } from '../tables.ts'

export const givesUp: ClientRule = {
  id: 'client/gives-up',
  level: 'must',
  requirement: 'The client MUST give up when an export is never ready, or when calls or downloads keep failing.',
  source: documentation,
  basis: 'assumed',
  idle: 'Every export was ready in the end, and no call and no download failed.',
  *check(log, options) {
    for (const story of log.stories) yield* onPolls(story, log, options)
    for (const { what, of, requests, known } of seriesOf(log)) {
      if (what === 'poll') continue
      for (const run of runsOf(requests, ({ exchange }) => hasFailed(exchange, known))) {
        if (run.length <= options.mostTries) yield kept
        else
          yield broken(() => ({
            received: `${run.length} ${what}s (${of}) that failed one after the other`,
            expected: `at most ${options.mostTries}`,
            remedy: 'Bound the number of tries, then fail and show the last answer.',
            exchanges: run.slice(0, 20).map(({ exchange }) => exchange.id),
            evidence: evidenceTable(what, run, (_, place) => (place === options.mostTries ? 'giving up' : undefined)),
          }))
      }
    }
  },
}

function* onPolls(
  { id, polls, call }: ExportStory,
  { evidence }: ClientLog,
  { budgetMs, mostPolls }: ResolvedClientOptions,
): Generator<Observation> {
  const [first, last] = [polls[0], polls.at(-1)]
  if (first === undefined || last === undefined || id === null) return
  if (polls.some(({ exchange }) => saysReady(exchange))) return
  const spent = last.at - first.at
  const isOver = (poll: Timed, place: number) => place >= mostPolls || poll.at - first.at > budgetMs
  if (polls.length > mostPolls || spent > budgetMs) {
    yield broken(() => ({
      received: `${polls.length} polls of export ${id} within ${durationText(spent)}, which was never ready`,
      expected: `at most ${mostPolls} polls and ${durationText(budgetMs)}`,
      remedy: 'Bound the time for which an export is polled, then fail and say how long it was waited for.',
      exchanges: [polls.find(isOver)!.exchange.id, last.exchange.id],
      evidence: evidenceTable('poll', polls, (poll, place) => (isOver(poll, place) ? 'giving up' : undefined)),
    }))
    return
  }
  if (call === undefined) {
    yield unclear(`The journal has forgotten the beginning of export ${id}. Let it keep more exchanges.`)
    return
  }
  const longest = polls.reduce((most, poll, i) => (i === 0 ? 0 : Math.max(most, waitBetween(polls[i - 1]!, poll))), 0)
  const silence = Date.parse(evidence.now) - last.end
  if (evidence.outcome !== undefined || silence > 2 * longest + patienceMs) yield kept
  else {
    const spentText = `${polls.length} polls and ${durationText(spent)}`
    yield unclear(
      evidence.timedOut
        ? `Export ${id} was not ready, and the run was ended after ${spentText} of polling, before the budget was used up: the time that the run was given is too short for a budget of ${durationText(budgetMs)}. Give it more time, or lower the budget.`
        : `Export ${id} is not ready, and its client may still be polling: the last poll was ${durationText(silence)} ago. Look again later, or hand in the outcome of the run.`,
    )
  }
}

/** How long nothing has to come of a client before it counts as having given up, twice its longest wait besides. */
const patienceMs = 1000

/** Whether a call, or a download, brought nothing that could be used. */
function hasFailed(exchange: Exchange, known: ExportEvidence | undefined): boolean {
  return isTrouble(exchange) || isCutOff(exchange) || damageOf(exchange, known) !== undefined
}
