import { asksAnew, type ExportStory, follows, type Timed } from '../log.ts'
import { hasProblem } from '../names.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { presignedUrls } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

export const asksAnewWhenExpired: ClientRule = {
  id: 'client/asks-anew-when-expired',
  level: 'must',
  requirement: 'The client MUST ask for new URLs, or fail, when one has expired; it MUST NOT use that one again.',
  source: presignedUrls,
  basis: 'inferred',
  idle: 'No URL was used that had expired.',
  *check(log) {
    for (const story of log.stories) {
      for (const uses of [story.polls, story.downloads]) {
        const expired = uses.find(({ exchange }) => hasProblem(exchange, 'expired'))
        if (expired !== undefined) yield judge(expired, uses, story)
      }
    }

    function judge(expired: Timed, uses: readonly Timed[], { id, dataset }: ExportStory) {
      const again = uses.filter((use) => follows(use, expired))
      const [first] = again
      if (first !== undefined) {
        return broken(() => ({
          received: `${again.length === 1 ? 'another request' : `${again.length} more requests`} with a URL that had expired`,
          expected: 'a POST for new URLs',
          remedy: 'Take 403 with "Request has expired" as final for that URL, and POST again.',
          exchanges: [expired, ...again.slice(0, 20)].map(({ exchange }) => exchange.id),
          evidence: evidenceTable('use', uses, (use) => (use === first ? 'POST' : undefined)),
        }))
      }
      if (log.evidence.outcome !== 'succeeded' || asksAnew(log, dataset, expired)) return kept
      return broken(() => ({
        received: `a run that succeeded, though a URL of export ${id} had expired and no others were asked for`,
        expected: 'a POST for new URLs, or a run that fails',
        remedy: 'Look at the status of each answer before its body is used.',
        exchanges: [expired.exchange.id],
      }))
    }
  },
}
