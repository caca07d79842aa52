import { hasFile } from '../answers.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'

/** Only a scenario knows what can be done in it, so without one that says so nothing is held against the client. */
export const endsAsItShould: ClientRule = {
  id: 'client/ends-as-it-should',
  level: 'must',
  requirement:
    'The run of a client MUST end by itself: well where the file can be had in the end, and badly where it cannot.',
  source: documentation,
  basis: 'inferred',
  idle: 'It is not known how the run of the client ended, the scenario leaves open how it should, or no export was asked for.',
  *check({ evidence, calls, stories }) {
    const { outcome, goodClientEnds, timedOut = false } = evidence
    if (timedOut) {
      yield broken(() => ({
        received: 'a run that had not ended when its time was up',
        expected: 'one that ends by itself',
        remedy: 'Bound how long the client waits: for a file to be ready, for an answer, and for more of a download.',
      }))
      return
    }
    if (outcome === undefined || goodClientEnds === undefined || goodClientEnds === 'either') return
    const expected = goodClientEnds === 'well' ? 'succeeded' : 'failed'
    const hasFetched = stories.some(({ downloads }) => downloads.some(({ exchange }) => hasFile(exchange)))
    if (outcome === 'succeeded' && expected === 'succeeded' && !hasFetched) {
      // A run that has asked for nothing may have been about something else.
      if (calls.length === 0) return
      yield broken(() => ({
        received: 'a run that succeeded without the file',
        expected: 'one that succeeded with it',
        remedy: 'Go on until the file is there, or let the run fail: it could be had in the end.',
        exchanges: calls.slice(0, 20).map(({ exchange }) => exchange.id),
      }))
    } else if (outcome === expected) yield kept
    else
      yield broken(() => ({
        received: `a run that ${outcome}`,
        expected: `one that ${expected}`,
        remedy:
          expected === 'succeeded'
            ? 'Go on where a good client would: the file could be had in the end.'
            : 'Let the run fail, and say what was received: there was no sound file to be had.',
      }))
  },
}
