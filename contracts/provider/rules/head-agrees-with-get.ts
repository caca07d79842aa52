import { type Answered, type ExportSeen, isAnswered, isSuccess } from '../observations.ts'
import { judged, type Look, type ProviderRule, rfc9110 } from '../rule.ts'
import { fieldIn } from '../seen.ts'

/** What tells about the file. That both statuses are 200 is two other rules' business. */
const compared = ['content-length', 'content-type', 'etag', 'last-modified', 'content-encoding']

export const headAgreesWithGet: ProviderRule = {
  id: 'provider/head-agrees-with-get',
  level: 'should',
  requirement: 'The poll that finds the file ready has the header fields that GET url has, where it has them.',
  source: rfc9110('9.3.2'),
  // The two URLs may be two resources, for all that the documentation says.
  basis: 'inferred',
  check: ({ exports }) => judged(exports.flatMap(look), 'No file was downloaded after a poll that found it ready.'),
}

function look({ polls, download }: ExportSeen): readonly Look[] {
  const poll = polls.at(-1)?.came
  if (!isAnswered(poll) || !isSuccess(poll.status)) return []
  if (!isAnswered(download) || !isSuccess(download.status)) return []
  const both = compared.flatMap((name) => pairOf(name, poll, download))
  const differing = both.filter(([, head, get]) => head !== get)
  if (both.length === 0) return []
  if (differing.length === 0) return ['kept']
  return [
    {
      received: differing.map(([name]) => name).join(', '),
      expected: 'the same in both answers',
      remedy: 'Answer HEAD as GET would be answered, without the body.',
      evidence: { columns: ['field', 'HEAD pollingUrl', 'GET url'], rows: differing },
    },
  ]
}

function pairOf(name: string, poll: Answered, download: Answered): readonly [string, string, string][] {
  const [head, get] = [fieldIn(poll, name), fieldIn(download, name)]
  return head === undefined || get === undefined ? [] : [[name, head, get]]
}
