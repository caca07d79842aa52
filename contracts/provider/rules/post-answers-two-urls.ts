import { documented, judged, obstacle, type ProviderRule } from '../rule.ts'
import type { BodySeen } from '../safe/body.ts'
import { successfulCalls } from '../seen.ts'

const members = ['pollingUrl', 'url']

export const postAnswersTwoUrls: ProviderRule = {
  id: 'provider/post-answers-two-urls',
  level: 'must',
  requirement: 'The answer to the POST is a JSON object with the strings pollingUrl and url.',
  source: documented,
  basis: 'documented',
  check: ({ exports }) =>
    judged(
      successfulCalls(exports, ({ body }) => {
        if (body === null) return obstacle('The answer to the POST was not read.')
        if (members.every((name) => body.members[name] === 'string')) return 'kept'
        // What is cut may have gone on as it should.
        if (body.cut !== null) return obstacle(body.cut)
        return {
          received: described(body),
          expected: 'an object with the strings "pollingUrl" and "url"',
          remedy: 'Answer both URLs, each as a string.',
        }
      }),
      'No POST succeeded.',
    ),
}

function described({ form, json, members: received, bytes }: BodySeen): string {
  if (json === null) return form === 'none' ? 'an empty body' : `${bytes} bytes of ${form}`
  if (json !== 'object') return `JSON, but ${json}`
  const wrong = members.map(
    (name) => `"${name}" ${received[name] === undefined ? 'is missing' : `is ${received[name]}`}`,
  )
  return `an object in which ${wrong.join(' and ')}`
}
