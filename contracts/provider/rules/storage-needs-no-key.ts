import { type ExportSeen, isAnswered, isSuccess } from '../observations.ts'
import { documented, judged, type Look, obstacle, type ProviderRule } from '../rule.ts'
import { whyNoFile } from '../seen.ts'

export const storageNeedsNoKey: ProviderRule = {
  id: 'provider/storage-needs-no-key',
  level: 'must',
  requirement: 'pollingUrl and url work without an API key.',
  source: documented,
  // It calls url pre-signed: who has it needs nothing else.
  basis: 'inferred',
  check: ({ exports }) => judged(exports.flatMap(look), 'Neither URL was asked.'),
}

/** The verifier sends no key to either, so whatever works works without. */
function look(seen: ExportSeen): readonly Look[] {
  const { polls, download, end } = seen
  if (end === null) return []
  const answers = [...polls.map(({ came }) => came), download].filter(isAnswered)
  if (answers.some(({ status }) => status === 401)) {
    return [
      {
        received: '401',
        expected: 'an answer without credentials',
        remedy: 'Let the signature in the URL be enough.',
      },
    ]
  }
  return isAnswered(download) && isSuccess(download.status) ? ['kept'] : [obstacle(whyNoFile(seen))]
}
