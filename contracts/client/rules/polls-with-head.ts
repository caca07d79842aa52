import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

export const pollsWithHead: ClientRule = {
  id: 'client/polls-with-head',
  level: 'must',
  requirement: 'The client MUST poll the pollingUrl with HEAD.',
  source: documentation,
  basis: 'documented',
  idle: 'No export was polled.',
  *check({ stories }) {
    for (const { polls } of stories) {
      for (const { exchange } of polls) if (exchange.method === 'HEAD') yield kept
      const others = polls.filter(({ exchange }) => exchange.method !== 'HEAD')
      const [first] = others
      if (first === undefined) continue
      const { method } = first.exchange
      yield broken(() => ({
        received: others.length === 1 ? `a poll with ${method}` : `${others.length} polls, the first with ${method}`,
        expected: 'polls with HEAD',
        remedy: 'Send HEAD to pollingUrl until it answers 200, and only then GET to url.',
        exchanges: others.slice(0, 20).map(({ exchange }) => exchange.id),
        evidence: evidenceTable('poll', polls, ({ exchange }) => (exchange.method === 'HEAD' ? undefined : 'HEAD')),
      }))
    }
  },
}
