import { hasFile } from '../answers.ts'
import { type ExportStory, saysReady } from '../log.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'
import { isSpoilt } from './checks-the-answer.ts'

/** Nothing forbids an export that nobody fetches, but a run that succeeds so has most likely forgotten it. */
export const fetchesWhatItAsksFor: ClientRule = {
  id: 'client/fetches-what-it-asks-for',
  level: 'should',
  requirement: 'The client SHOULD download each export that it asks for, or let its run fail.',
  source: documentation,
  basis: 'assumed',
  idle: 'No run is known to have succeeded that could have downloaded an export.',
  *check({ stories, evidence: { outcome } }) {
    if (outcome !== 'succeeded') return
    for (const story of stories) {
      if (story.downloads.some(({ exchange }) => hasFile(exchange))) yield kept
      else if (couldHaveBeenFetched(story)) {
        const { id, call, polls } = story
        yield broken(() => ({
          received:
            polls.length === 0
              ? `a run that succeeded, though export ${id} was neither polled nor downloaded`
              : `a run that succeeded, though export ${id} was ready and was not downloaded`,
          expected: 'GET on url once a poll was answered with 200',
          remedy: 'Go on to the download, ask for no more exports than are needed, or let the run fail.',
          exchanges: [...(call === undefined ? [] : [call]), ...polls.slice(-1)].map(({ exchange }) => exchange.id),
        }))
      }
    }
  },
}

/** Of an answer that never came, an export that was never ready or is gone, and a download in vain other rules speak. */
function couldHaveBeenFetched({ id, call, known, polls, downloads }: ExportStory): boolean {
  if (id === null || call === undefined || known === undefined || known.state === 'expired') return false
  const { status, brokenOff } = call.exchange
  if (status !== 200 || brokenOff || isSpoilt(call.exchange) || downloads.length > 0) return false
  return polls.length === 0 || polls.some(({ exchange }) => saysReady(exchange))
}
