import { type ExportSeen, isAnswered } from '../observations.ts'
import { documented, judged, type Look, obstacle, type ProviderRule } from '../rule.ts'
import { pollTable, whyNoFile } from '../seen.ts'

export const readyIs200: ProviderRule = {
  id: 'provider/ready-is-200',
  level: 'must',
  requirement: 'HEAD pollingUrl is answered 200 once the file is ready.',
  source: documented,
  basis: 'documented',
  check: ({ exports }) => judged(exports.map(look), 'Nothing was polled.'),
}

function look(seen: ExportSeen): Look {
  const { end, polls, unannounced } = seen
  const last = polls.at(-1)?.came
  if (end === 'ready' && isAnswered(last)) {
    if (last.status === 200) return 'kept'
    return {
      received: String(last.status),
      expected: '200',
      remedy: 'Answer 200, the one status that tells clients to go on.',
      evidence: pollTable(polls),
    }
  }
  if (isAnswered(unannounced) && unannounced.status === 200) {
    return {
      received: `404 to ${polls.length} polls, while GET url has the file`,
      expected: '200 once the file is there',
      remedy: 'Let both URLs look at the same file.',
      evidence: pollTable(polls),
    }
  }
  return obstacle(whyNoFile(seen))
}
