import { type Cases, facts } from './cases.ts'
import { collapsedQuotes } from './collapsed-quotes.ts'

export const cases: Cases = {
  rule: collapsedQuotes,
  dataset: facts,
  keeps: [['doubled quotes', 'Name,Facts\na,"{""n"":1,""s"":""""}"\n']],
  breaks: [
    ['JSON with an empty string', 'Name,Facts\na,"{"n":1,"s":"}"\n', [[1, 2, 2, 15]]],
    ['JSON without one', 'Name,Facts\na,"{"n":1}"\n', [[1, 2, 2, 15]]],
    ['text', 'Name,Facts\n"a, the "b", c",\n', [[1, 2, 1, 19]]],
    ['text with a single one inside', 'Name,Facts\n"5" disk, old",\n', [[1, 2, 1, 13]]],
    [
      'two cells of a row',
      'Name,Facts\n"a "b"","{"n":1}"\n',
      [
        [1, 2, 1, 14],
        [1, 2, 2, 21],
      ],
    ],
  ],
}
