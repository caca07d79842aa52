import { documented, judged, type Look, type ProviderRule } from '../rule.ts'
import type { UrlSeen } from '../safe/url.ts'

export const urlsAreAbsolute: ProviderRule = {
  id: 'provider/urls-are-absolute',
  level: 'must',
  requirement: 'Both pollingUrl and url are absolute URLs, http or https.',
  source: documented,
  // It says that they are pre-signed URLs to send requests to.
  basis: 'inferred',
  check: ({ exports }) =>
    judged(
      exports.flatMap(({ urls }) =>
        urls === null ? [] : [...look('pollingUrl', urls.pollingUrl), ...look('url', urls.url)],
      ),
      'No POST was answered with URLs.',
    ),
}

/** What is no string is another rule's business. */
function look(name: string, { type, isAbsolute }: UrlSeen): readonly Look[] {
  if (type !== 'string') return []
  if (isAbsolute) return ['kept']
  return [
    {
      received: `"${name}" without scheme and host, or with another scheme`,
      expected: 'an absolute URL, http or https',
      remedy: `Answer "${name}" with scheme and host.`,
    },
  ]
}
