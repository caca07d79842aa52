import { isAnswered, type Observations } from '../observations.ts'
import { judged, type Look, obstacle, type ProviderRule, rfc9110 } from '../rule.ts'
import { asksForPatience, fieldIn } from '../seen.ts'

export const rangesAreRight: ProviderRule = {
  id: 'provider/ranges-are-right',
  level: 'should',
  requirement: 'A request for a range gets just these bytes with 206, or the whole file with 200.',
  source: rfc9110('14.2'),
  basis: 'assumed',
  check: (observations) => judged(look(observations), 'No range was asked for, or ranges are ignored, as they may be.'),
}

function look({ range }: Observations): readonly Look[] {
  if (range === null) return []
  const { asked, came, isSame } = range
  if (!isAnswered(came)) return [obstacle(came.sentence)]
  if (asksForPatience(came)) return [obstacle(`The request for a range was answered ${came.status}.`)]
  if (came.status === 200) return []
  const found = (received: string, expected: string) => [
    {
      received,
      expected,
      remedy: 'Answer 206 with just the bytes that were asked for, or ignore ranges and answer 200.',
    },
  ]
  if (came.status !== 206) return found(String(came.status), '206, or 200 with the whole file')
  const received = fieldIn(came, 'content-range') ?? 'no Content-Range'
  // Whether the size behind the slash is that of the file is another rule's business.
  if (received.split('/')[0] !== asked) return found(received, `${asked}/the size of the file`)
  if (isSame === null) return [obstacle(came.body?.cut ?? 'The range was not read.')]
  return isSame ? ['kept'] : found('other bytes', 'the bytes that the whole file has there')
}
