import { type DatasetSlug, datasetSlugs } from '../../contracts/contract.ts'
import { clientReportShape } from '../judging/client-options.ts'
import {
  boolean,
  duration,
  mistakesIn,
  number,
  object,
  oneOf,
  optional,
  record,
  type Shape,
  sentenceOf,
  text,
  wholeNumber,
} from '../shapes/index.ts'

const strict = optional(boolean(), { description: 'Whether warnings break the contract too.', default: false })

const shapes = {
  toHaveFollowedTheContract: object({ ...clientReportShape.members, strict }),
  toHavePolled: object({
    times: optional(wholeNumber(0), { description: 'How often each export is polled.', unit: 'polls' }),
    minGap: optional(duration(), { description: 'The shortest wait between an answer and the next poll.', unit: 'ms' }),
  }),
  toMatchContract: object({
    strict,
    now: optional(number(0, 8.64e15), { description: 'What ULIDs may not be younger than.', unit: 'ms' }),
    readings: optional(record(text(), text()), { description: 'The reading chosen for open questions, by id.' }),
  }),
}

/**
 * The options of a matcher, of which tests that nobody compiles may have got any wrong.
 * @throws {TypeError} with everything that is wrong
 */
export function checkOptions(matcher: keyof typeof shapes, given: unknown): void {
  refuse(shapes[matcher], given, (path) => (path === '' ? `the options of ${matcher}` : `${path} of ${matcher}`))
}

/** @throws {TypeError} for what is no dataset's slug, with the nearest */
export function checkDataset(given: unknown): asserts given is DatasetSlug {
  refuse(oneOf(datasetSlugs), given, () => 'the dataset of toMatchContract')
}

function refuse(shape: Shape<unknown>, given: unknown, where: (path: string) => string): void {
  const mistakes = mistakesIn(shape, given)
  if (mistakes.length === 0) return
  throw new TypeError(mistakes.map((mistake) => sentenceOf(mistake, where(mistake.path))).join('\n'))
}
