import { isAnswered } from '../observations.ts'
import { judged, type Look, type ProviderRule, rfc9110 } from '../rule.ts'

export const headHasNoBody: ProviderRule = {
  id: 'provider/head-has-no-body',
  level: 'must',
  requirement: 'No answer to HEAD has a body.',
  source: rfc9110('9.3.2'),
  basis: 'inferred',
  check: ({ exports }) =>
    judged(
      exports.flatMap(({ polls }) =>
        polls.flatMap(({ came, bodyBytes }, i): readonly Look[] => {
          if (!isAnswered(came)) return []
          if (bodyBytes === 0) return ['kept']
          return [
            {
              received: `${bodyBytes} bytes after the head of the answer to poll ${i + 1} (${came.status})`,
              expected: 'none',
              remedy: 'End the answer with its head: what follows is taken for the next answer.',
            },
          ]
        }),
      ),
      'No poll was answered.',
    ),
}
