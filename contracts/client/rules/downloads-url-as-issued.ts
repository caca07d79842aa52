import { hasChangedUrl } from '../answers.ts'
import { refusedUrlText } from '../issued-urls.ts'
import { hasProblem } from '../names.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { presignedUrls } from '../sources.ts'

export const downloadsUrlAsIssued: ClientRule = {
  id: 'client/downloads-url-as-issued',
  level: 'must',
  requirement: 'The client MUST download from the url as it was issued, with GET: nothing changed, added or dropped.',
  source: presignedUrls,
  basis: 'inferred',
  idle: 'Nothing was downloaded.',
  *check(log) {
    for (const story of log.stories) {
      for (const use of story.downloads) {
        const { exchange } = use
        const { id, method, problem } = exchange
        // What is signed for HEAD is the other URL.
        const isOther = hasProblem(exchange, 'wrong-method')
        if (!isOther && !hasChangedUrl(exchange)) {
          yield kept
          continue
        }
        yield broken(() => ({
          received: isOther
            ? `${method} on a URL that is signed for another method`
            : `${refusedUrlText('url', use, story, log)}, which storage refuses as ${problem}`,
          expected: 'GET on url, as the call answered it',
          remedy: isOther
            ? 'Send GET to url; pollingUrl is for HEAD.'
            : 'Hand the URL to the HTTP library as it is; do not decode, encode, sort or build it anew.',
          exchanges: [id],
        }))
      }
    }
  },
}
