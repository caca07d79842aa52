import { isAnswered } from '../observations.ts'
import { documented, judged, obstacle, type ProviderRule } from '../rule.ts'

/** Whether one may call at all, how often and when is between the service and whoever verifies it. */
const refusals: Readonly<Record<number, string>> = {
  401: 'Give an API key that the service accepts.',
  403: 'Give an API key that may export this dataset.',
  429: 'Try again later.',
  503: 'Try again later.',
}

export const postAnswers200: ProviderRule = {
  id: 'provider/post-answers-200',
  level: 'must',
  requirement: 'A POST that the documentation allows is answered 200.',
  source: documented,
  basis: 'documented',
  check: ({ exports }) =>
    judged(
      exports.map(({ call }) => {
        if (!isAnswered(call)) return obstacle(call.sentence)
        const { status } = call
        if (status === 200) return 'kept'
        const remedy = refusals[status]
        if (remedy !== undefined) return obstacle(`The POST was answered ${status}. ${remedy}`)
        return {
          received: String(status),
          expected: '200',
          remedy: status === 404 ? 'Look at the base URL: the path of the API follows it.' : 'Answer 200.',
          ...(status >= 300 && status < 400 && { note: 'Redirects are not followed.' }),
          ...(status === 500 && { note: 'The documentation lists 500 too, for a service that failed.' }),
        }
      }),
      'Nothing was asked.',
    ),
}
