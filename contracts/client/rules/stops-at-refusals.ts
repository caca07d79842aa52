import type { Exchange } from '../exchange.ts'
import { saysReady, type Timed } from '../log.ts'
import { hasProblem } from '../names.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { runsOf, type Series, seriesOf } from '../series.ts'
import { httpSemantics } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

export const stopsAtRefusals: ClientRule = {
  id: 'client/stops-at-refusals',
  level: 'must',
  requirement:
    'The client MUST NOT repeat without end what cannot succeed, such as a request that got 400, 401 or 403.',
  source: httpSemantics('15.5'),
  basis: 'assumed',
  idle: 'Nothing was refused for good.',
  *check(log, { mostRefusals }) {
    for (const series of seriesOf(log)) {
      const { what, of, requests } = series
      for (const run of equalRuns(requests, refusedIn(series))) {
        if (run.length <= mostRefusals) {
          yield kept
          continue
        }
        yield broken(() => ({
          received: `the same ${what} (${of}) ${run.length} times, each answered with ${run[0]!.exchange.status}`,
          expected: `at most ${mostRefusals} times`,
          remedy:
            'Fail at once with what the answer says; only 404 to a poll, 408, 429 and 5xx may pass by themselves.',
          exchanges: run.slice(0, 20).map(({ exchange }) => exchange.id),
          evidence: evidenceTable(what, run, (_, place) => (place === mostRefusals ? 'giving up' : undefined)),
        }))
      }
    }
  },
}

const passing: readonly (number | null)[] = [408, 425, 429]

/** Which requests of a series were refused for good. 404 to a poll means to wait, but not once the file was there. */
function refusedIn({ what, requests }: Series): ReadonlySet<Timed> {
  const ready = what === 'poll' ? requests.findIndex(({ exchange }) => saysReady(exchange)) : 0
  const mayWait = ({ status }: Exchange, place: number) => status === 404 && (ready === -1 || place < ready)
  return new Set(
    requests.filter(({ exchange }, place) => {
      const { status } = exchange
      if (status === null || status < 400 || status > 499 || passing.includes(status)) return false
      // Other rules speak of these: a URL that has expired, a download before the file is ready.
      return !hasProblem(exchange, 'expired', 'too-early') && !mayWait(exchange, place)
    }),
  )
}

/** Equal requests one after the other that were all refused. */
function* equalRuns(requests: readonly Timed[], refused: ReadonlySet<Timed>): Generator<readonly Timed[]> {
  for (const run of runsOf(requests, (request) => refused.has(request))) {
    let from = 0
    for (let to = 1; to <= run.length; to++) {
      if (to < run.length && isSame(run[from]!.exchange, run[to]!.exchange)) continue
      yield run.slice(from, to)
      from = to
    }
  }
}

function isSame(a: Exchange, b: Exchange): boolean {
  return (
    a.method === b.method && a.path === b.path && a.requestBody?.text === b.requestBody?.text && a.status === b.status
  )
}
