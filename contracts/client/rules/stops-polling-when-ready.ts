import { isCutOff, isTrouble, mayBeRefused } from '../answers.ts'
import { type ExportStory, follows, isSuccess, saysReady, type Timed } from '../log.ts'
import { hasFault } from '../names.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

export const stopsPollingWhenReady: ClientRule = {
  id: 'client/stops-polling-when-ready',
  level: 'must',
  requirement: 'The client MUST NOT go on polling after 200, unless a download has failed since.',
  source: documentation,
  basis: 'inferred',
  idle: 'No poll was answered with 200.',
  *check({ stories }) {
    for (const story of stories) {
      const ready = story.polls.find(tellsReady)
      if (ready === undefined || story.id === null) continue
      yield kept
      const needless = needlessPolls(story, ready)
      if (needless.length === 0) continue
      const first = needless[0]!
      yield broken(() => ({
        received: needless.length === 1 ? 'another poll after 200' : `${needless.length} more polls after 200`,
        expected: 'the download, and no further poll',
        remedy: 'Stop at the first 200 and GET url; poll again only where a download has failed.',
        exchanges: [ready, ...needless.slice(0, 20)].map(({ exchange }) => exchange.id),
        evidence: evidenceTable('poll', story.polls, (poll) => (poll === first ? 'GET url' : undefined)),
      }))
    }
  },
}

/** A page of HTML has 200 too, and a connection may end before the client knows. */
function tellsReady({ exchange }: Timed): boolean {
  return saysReady(exchange) && !exchange.brokenOff && !hasFault(exchange, 'html')
}

function needlessPolls({ uses, polls, known }: ExportStory, ready: Timed): readonly Timed[] {
  const isPoll = new Set(polls)
  let hasReason = false
  return uses.filter((use) => {
    if (!isPoll.has(use)) hasReason ||= mayLookAgain(use, known)
    return isPoll.has(use) && !hasReason && follows(use, ready)
  })
}

/** Whether what a download got is a reason to ask whether the file is still there, or how long it is. */
function mayLookAgain({ exchange }: Timed, known: ExportStory['known']): boolean {
  return !isSuccess(exchange.status) || isTrouble(exchange) || isCutOff(exchange) || mayBeRefused(exchange, known)
}
