import { text } from '../../formats/index.ts'
import { type Cases, column, datasetOf } from './cases.ts'
import { contradictingRows } from './contradicting-rows.ts'

export const cases: Cases = {
  rule: contradictingRows,
  dataset: datasetOf(
    [column('Key', text('x')), column('Who', text('ann', 'bob')), column('What', text('y'))],
    [{ by: 'Key', column: 'Who', basis: 'inferred' }],
  ),
  keeps: [
    ['the same again', 'Key,Who,What\nx,ann,1\nx,ann,2\ny,bob,3\nx,ann,4\n'],
    ['another key', 'Key,Who,What\nx,ann,1\ny,bob,1\n'],
    ['rows without a key', 'Key,Who,What\n,ann,1\n,bob,2\n'],
    ['the same with and without quotes', 'Key,Who,What\nx,ann,1\n"x","ann",2\n'],
  ],
  breaks: [
    ['the next row', 'Key,Who,What\nx,ann,1\nx,bob,2\n', [[2, 3, 2, 23]]],
    ['a later row', 'Key,Who,What\nx,ann,1\ny,bob,2\nx,bob,3\n', [[3, 4, 2, 31]]],
    ['blank in one', 'Key,Who,What\nx,ann,1\nx,,2\n', [[2, 3, 2, 23]]],
    [
      'an identifier and a cell of any length',
      `Key,Who,What\n${'x'.repeat(1000)},${'ann'.repeat(1000)},1\n${'x'.repeat(1000)},${'ann'.repeat(999)}anne,2\n`,
      [[2, 3, 2, 5018]],
    ],
    [
      'all that differ from the first',
      'Key,Who,What\nx,ann,1\nx,bob,2\nx,bob,3\n',
      [
        [2, 3, 2, 23],
        [3, 4, 2, 31],
      ],
    ],
  ],
}
