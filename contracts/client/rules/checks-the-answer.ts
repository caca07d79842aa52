import type { Exchange } from '../exchange.ts'
import { unknownOutcome } from '../follow-up.ts'
import { asksAnew, datasetOf } from '../log.ts'
import { hasFault } from '../names.ts'
import { broken, type ClientRule, kept, unclear } from '../rule.ts'
import { documentation } from '../sources.ts'

export const checksTheAnswer: ClientRule = {
  id: 'client/checks-the-answer',
  level: 'must',
  requirement: 'The client MUST NOT use the answer to a call that lacks one of the two absolute URLs.',
  source: documentation,
  basis: 'inferred',
  idle: 'No call was answered otherwise than documented.',
  *check(log) {
    const { stories, calls, evidence } = log
    const { outcome } = evidence
    const usesOf = new Map(stories.map(({ call, uses }) => [call, uses]))
    for (const call of calls) {
      const { id, status } = call.exchange
      if (status !== 200 || !isSpoilt(call.exchange)) continue
      const [use] = usesOf.get(call) ?? []
      if (use !== undefined) {
        yield broken(() => ({
          received: `${use.exchange.method} to storage, though the answer to the call (exchange ${id}) lacked a URL`,
          expected: 'no request to storage after such an answer',
          remedy: 'Read both URLs from the answer and check that they are absolute, before anything else is done.',
          exchanges: [id, use.exchange.id],
        }))
        continue
      }
      if (asksAnew(log, datasetOf(call.exchange.path) ?? null, call) || outcome === 'failed') yield kept
      else if (outcome === undefined) {
        yield unclear(unknownOutcome(`The answer of exchange ${id} lacks a URL`, log))
      } else {
        yield broken(() => ({
          received: `a run that succeeded, though the answer of exchange ${id} lacks a URL`,
          expected: 'another call, or a run that fails',
          remedy: 'Check the answer against its documented schema, and fail with what was received.',
          exchanges: [id],
        }))
      }
    }
  },
}

/** Whether an answer to a call lacks one of its URLs, whatever its status says. */
export function isSpoilt(call: Exchange): boolean {
  return hasFault(call, 'malformed', 'html')
}
