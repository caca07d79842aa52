import type { Answer } from '../delivery/answer.ts'
import { oneOf, optional } from '../shapes/index.ts'
import { fault } from './fault.ts'

type Urls = { readonly pollingUrl: string; readonly url: string }

/** What can be wrong with the body of a call's answer. */
const manners = {
  'not-json': (_urls: Urls, text: string) => text.slice(0, Math.floor(text.length / 2)),
  'missing-url': ({ pollingUrl }: Urls) => JSON.stringify({ pollingUrl }),
  'missing-polling-url': ({ url }: Urls) => JSON.stringify({ url }),
  'relative-url': ({ pollingUrl, url }: Urls) =>
    JSON.stringify({ pollingUrl: relative(pollingUrl), url: relative(url) }),
  'null-url': ({ pollingUrl }: Urls) => JSON.stringify({ pollingUrl, url: null }),
} as const

type Manner = keyof typeof manners
const names = Object.keys(manners) as readonly Manner[]

export const malformed = fault({
  name: 'malformed',
  summary: 'Answers a call with 200 and a body that breaks the documented schema.',
  phases: ['call'],
  options: {
    how: optional(oneOf(names), {
      description:
        'What is wrong with it: JSON that ends early, a URL that is missing, null, or without scheme and host.',
      default: 'not-json',
    }),
  },
  alter(answer: Answer, { how = 'not-json' }) {
    // A call that is refused has no URLs to break.
    if (answer.status !== 200 || typeof answer.body !== 'string') return answer
    const body = manners[how](JSON.parse(answer.body) as Urls, answer.body)
    return { ...answer, headers: { ...answer.headers, 'content-length': body.length }, body, shownBody: undefined }
  },
})

function relative(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
