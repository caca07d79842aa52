import { type ExportSeen, isAnswered, isSuccess } from '../observations.ts'
import { documented, judged, type Look, obstacle, type ProviderRule } from '../rule.ts'
import { pollTable } from '../seen.ts'

export const notReadyIs404: ProviderRule = {
  id: 'provider/not-ready-is-404',
  level: 'must',
  requirement: 'HEAD pollingUrl is answered 404 as long as the file is not ready.',
  source: documented,
  basis: 'documented',
  check: ({ exports }) => judged(exports.flatMap(look), 'Each file was ready at the first poll, or was not polled.'),
}

function look({ polls }: ExportSeen): readonly Look[] {
  const before = polls.filter(({ came }) => !isAnswered(came) || !isSuccess(came.status))
  if (before.length === 0) return []
  const answers = before.flatMap(({ came }) => (isAnswered(came) ? [came.status] : []))
  // That storage asks for credentials is another rule's business, and that it asks for patience is no rule's.
  const wrong = answers.filter((status) => ![404, 401, 429].includes(status))
  const [first] = wrong
  if (first !== undefined) {
    return [
      {
        received: [...new Set(wrong)].join(', '),
        expected: '404',
        remedy: 'Answer 404 until the file is there: a client takes any other answer for a failure.',
        ...(first >= 300 && first < 400 && { note: 'Redirects are not followed.' }),
        evidence: pollTable(polls),
      },
    ]
  }
  if (answers.includes(404)) return ['kept']
  const [{ came }] = before as [(typeof before)[number]]
  return [obstacle(isAnswered(came) ? `The polls were answered ${came.status}.` : came.sentence)]
}
