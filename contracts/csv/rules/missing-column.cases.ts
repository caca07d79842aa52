import { addresses, type Cases } from './cases.ts'
import { missingColumn } from './missing-column.ts'

export const cases: Cases = {
  rule: missingColumn,
  dataset: addresses,
  keeps: [['all there', 'City,Street,House\n']],
  breaks: [
    ['the last one', 'City,Street\nBonn,Am Markt\n', [[0, 1, null, 0]]],
    [
      'two',
      'House\n5\n',
      [
        [0, 1, null, 0],
        [0, 1, null, 0],
      ],
    ],
  ],
}
