import { hasChangedUrl } from '../answers.ts'
import { issuedUrls } from '../issued-urls.ts'
import { hasProblem } from '../names.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { httpSemantics } from '../sources.ts'
import { changesIn } from '../url-changes.ts'

/** Storage of AWS takes a URL that is spelled otherwise but means the same, as this mock does; others need not. */
export const keepsUrlsAsSpelled: ClientRule = {
  id: 'client/keeps-urls-as-spelled',
  level: 'should',
  requirement: 'The client SHOULD send URLs with the very characters with which they were issued.',
  source: httpSemantics('4.2.3'),
  basis: 'assumed',
  idle: 'No URL was used of which the journal has the answer that issued it.',
  *check({ stories }) {
    for (const story of stories) {
      const issued = issuedUrls(story)
      if (issued === undefined) continue
      for (const { exchange } of story.uses) {
        const { id, method, path } = exchange
        // A URL that is no longer the one that was issued is not spelled otherwise.
        if (hasChangedUrl(exchange) || hasProblem(exchange, 'wrong-method')) continue
        const name = method === 'HEAD' ? 'pollingUrl' : 'url'
        const url = issued[name]
        // A proxy may have taken away what the target begins with.
        if (url.endsWith(path.replace(/^https?:\/\/[^/]*/i, ''))) {
          yield kept
          continue
        }
        yield broken(() => ({
          received: `the ${name} ${changesIn(path, url).slice(0, 3).join(', ')}`,
          expected: `the ${name} with the characters with which the call answered it`,
          remedy: 'Hand the URL to the HTTP library as it is; look for an option that keeps it from encoding it anew.',
          exchanges: [id],
        }))
      }
    }
  },
}
