import { type ExportSeen, isAnswered } from '../observations.ts'
import { documented, judged, type Look, obstacle, type ProviderRule } from '../rule.ts'
import { asksForPatience, whyNoFile } from '../seen.ts'

export const downloadAnswers200: ProviderRule = {
  id: 'provider/download-answers-200',
  level: 'must',
  requirement: 'GET url is answered 200 once polling has been.',
  source: documented,
  basis: 'documented',
  check: ({ exports }) => judged(exports.map(look), 'Nothing was downloaded.'),
}

function look(seen: ExportSeen): Look {
  const { download } = seen
  // That storage asks for credentials is another rule's business, and that it asks for patience is no rule's.
  if (!isAnswered(download) || download.status === 401 || asksForPatience(download)) return obstacle(whyNoFile(seen))
  const { status } = download
  if (status === 200) return 'kept'
  return {
    received: String(status),
    expected: '200',
    remedy: 'Serve the file under url as soon as pollingUrl says that it is ready.',
    ...(status >= 300 && status < 400 && { note: 'Redirects are not followed.' }),
  }
}
