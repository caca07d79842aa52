import { hasChangedUrl } from '../answers.ts'
import { refusedUrlText } from '../issued-urls.ts'
import { hasProblem } from '../names.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { presignedUrls } from '../sources.ts'

export const pollsUrlAsIssued: ClientRule = {
  id: 'client/polls-url-as-issued',
  level: 'must',
  requirement: 'The client MUST poll the pollingUrl as it was issued: nothing changed, added or dropped.',
  source: presignedUrls,
  basis: 'inferred',
  idle: 'No export was polled.',
  *check(log) {
    for (const story of log.stories) {
      for (const use of story.polls) {
        const { exchange } = use
        const { id, method, problem } = exchange
        if (hasProblem(exchange, 'wrong-method') && method !== 'HEAD') continue // that is another rule's
        // What is signed for GET is the other URL.
        const isOther = hasProblem(exchange, 'wrong-method')
        if (!isOther && !hasChangedUrl(exchange)) {
          yield kept
          continue
        }
        yield broken(() => ({
          received: isOther
            ? 'HEAD on url'
            : `${refusedUrlText('pollingUrl', use, story, log)}, which storage refuses as ${problem}`,
          expected: 'HEAD on pollingUrl, as the call answered it',
          remedy: isOther
            ? 'Poll pollingUrl; url is for the download.'
            : 'Hand the URL to the HTTP library as it is; do not decode, encode, sort or build it anew.',
          exchanges: [id],
        }))
      }
    }
  },
}
