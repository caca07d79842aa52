import { documented, judged, type ProviderRule } from '../rule.ts'
import { fieldIn, successfulCalls } from '../seen.ts'

export const postAnswersJson: ProviderRule = {
  id: 'provider/post-answers-json',
  level: 'must',
  requirement: 'The answer to the POST has the content type application/json.',
  source: documented,
  basis: 'documented',
  check: ({ exports }) =>
    judged(
      successfulCalls(exports, (call) => {
        const received = fieldIn(call, 'content-type')
        if (received !== undefined && /^application\/json\s*(?:;|$)/i.test(received)) return 'kept'
        return {
          received: received ?? 'no Content-Type',
          expected: 'application/json',
          remedy: 'Send "Content-Type: application/json".',
        }
      }),
      'No POST succeeded.',
    ),
}
