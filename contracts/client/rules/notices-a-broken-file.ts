import { damageOf, fieldOf, hasFile, isCutOff } from '../answers.ts'
import { spanOf } from '../coverage.ts'
import { followUpOf, unknownOutcome } from '../follow-up.ts'
import type { ClientLog, ExportStory, Timed } from '../log.ts'
import { broken, type ClientRule, kept, type Observation, unclear } from '../rule.ts'
import { httpSemantics } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

/** Files that come as if they were whole and sound; `client/finishes-downloads` is about those that end too early. */
export const noticesABrokenFile: ClientRule = {
  id: 'client/notices-a-broken-file',
  level: 'must',
  requirement:
    'The client MUST notice a file that is truncated, mixed or no CSV of the contract: it asks again, or its run fails.',
  source: httpSemantics('8.6'),
  basis: 'inferred',
  idle: 'Every file that came was whole and sound.',
  *check(log) {
    for (const story of log.stories) {
      if (story.id === null) continue
      for (const [download, damage] of damagesIn(story)) yield judge(download, damage, story, log)
    }
  },
}

function judge(download: Timed, damage: string, story: ExportStory, log: ClientLog): Observation {
  const followUp = followUpOf(download, story, log)
  if (followUp === 'asked-again' || followUp === 'failed') return kept
  if (followUp === 'unknown') return unclear(unknownOutcome(`Of export ${story.id} the client got ${damage}`, log))
  return broken(() => ({
    received: `${damage}, and a run that succeeded`,
    expected: 'another download or another call, or a run that fails',
    remedy:
      'Compare the length with that of the poll, look at status and Content-Type, and read the file with a strict CSV reader.',
    exchanges: [download.exchange.id],
    evidence: evidenceTable('download', story.downloads, (each) => (each === download ? 'not the file' : undefined)),
  }))
}

/** The downloads that brought no sound file, with what they brought, as the object of "got". */
function* damagesIn({ downloads, known }: ExportStory): Generator<readonly [Timed, string]> {
  const joined = new Set<string>()
  for (const download of downloads) {
    const { exchange } = download
    if (!hasFile(exchange)) continue
    if (spanOf(exchange).from === 0) joined.clear()
    joined.add(fieldOf(exchange.responseHeaders, 'etag') ?? '')
    if (isCutOff(exchange)) continue
    const damage =
      damageOf(exchange, known) ?? (joined.size > 1 ? 'a part of another file than the one it had begun' : undefined)
    if (damage !== undefined) yield [download, damage]
  }
}
