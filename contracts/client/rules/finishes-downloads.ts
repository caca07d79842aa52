import { hasFile, isCutOff, mayBeRefused, wasCutByService } from '../answers.ts'
import { followUpOf, unknownOutcome } from '../follow-up.ts'
import type { ClientLog, ExportStory, Timed } from '../log.ts'
import { broken, type ClientRule, kept, type Observation, unclear } from '../rule.ts'
import { httpSemantics } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

export const finishesDownloads: ClientRule = {
  id: 'client/finishes-downloads',
  level: 'must',
  requirement:
    'The client MUST NOT leave a download unfinished: it comes back for the rest, or notices that it is cut off.',
  source: httpSemantics('6.1'),
  basis: 'inferred',
  idle: 'No download was begun.',
  *check(log) {
    for (const story of log.stories) {
      if (story.id === null) continue
      for (const download of story.downloads) {
        if (!hasFile(download.exchange)) continue
        yield isCutOff(download.exchange) ? judge(download, story, log) : kept
      }
    }
  },
}

function judge(download: Timed, story: ExportStory, log: ClientLog): Observation {
  const { exchange } = download
  const { known, id } = story
  const followUp = followUpOf(download, story, log)
  if (followUp === 'asked-again') return kept
  const isServices = wasCutByService(exchange)
  // To stop reading is how a client refuses a file in which it has found a mistake, be it in a single cell.
  const mayFail = followUp === 'failed' && log.evidence.goodClientEnds === 'either'
  if (!isServices && (mayFail || mayBeRefused(exchange, known))) return kept
  if (isServices && followUp === 'failed') return kept
  if (isServices && followUp === 'unknown')
    return unclear(unknownOutcome(`The download of export ${id} was cut off`, log))
  return broken(() => ({
    received: isServices
      ? `a run that succeeded, though the download of export ${id} was cut off`
      : `a download of export ${id} that the client broke off`,
    expected: 'the rest of it, or a run that fails',
    remedy: isServices
      ? 'Take an incomplete body for an error: HTTP libraries report it, but some have to be asked.'
      : 'Read the answer to its end, or come back for the rest with Range and If-Range.',
    exchanges: [exchange.id],
    evidence: evidenceTable('download', story.downloads, (each) => (each === download ? 'all of it' : undefined)),
  }))
}
