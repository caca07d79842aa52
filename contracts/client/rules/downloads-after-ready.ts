import { follows, saysReady } from '../log.ts'
import { hasProblem } from '../names.ts'
import { broken, type ClientRule, kept, unclear } from '../rule.ts'
import { documentation } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

export const downloadsAfterReady: ClientRule = {
  id: 'client/downloads-after-ready',
  level: 'must',
  requirement: 'The client MUST NOT download before a poll was answered with 200.',
  source: documentation,
  basis: 'documented',
  idle: 'Nothing was downloaded.',
  *check({ stories }) {
    for (const { id, call, uses } of stories) {
      if (id === null) continue
      // GET on the URL that is signed for HEAD gets no file, whenever it comes.
      const downloads = uses.filter(
        ({ exchange }) => exchange.method === 'GET' && !hasProblem(exchange, 'wrong-method'),
      )
      if (downloads.length === 0) continue
      const ready = uses.find(({ exchange }) => saysReady(exchange))
      const early = new Set(downloads.filter((each) => ready === undefined || !follows(each, ready)))
      if (early.size === 0) {
        yield kept
        continue
      }
      if (call === undefined) {
        yield unclear(`The journal has forgotten the beginning of export ${id}. Let it keep more exchanges.`)
        continue
      }
      yield broken(() => ({
        received: `GET before any poll was answered with 200 (export ${id})`,
        expected: 'HEAD on pollingUrl until it answers 200, then GET',
        remedy: 'Poll first, and download once the answer is 200.',
        exchanges: [...early].slice(0, 20).map(({ exchange }) => exchange.id),
        evidence: evidenceTable('use', uses, (use) => (early.has(use) ? 'HEAD until 200' : undefined)),
      }))
    }
  },
}
