import { addresses, type Cases } from './cases.ts'
import { duplicateColumn } from './duplicate-column.ts'

export const cases: Cases = {
  rule: duplicateColumn,
  dataset: addresses,
  keeps: [['each once', 'City,Street,House\n']],
  breaks: [
    ['at the end', 'City,Street,House,City\nBonn,,,\n', [[0, 1, 4, 18]]],
    [
      'three times',
      'City,Street,House,House,House\nBonn,,5,6,7\n',
      [
        [0, 1, 4, 18],
        [0, 1, 5, 24],
      ],
    ],
    ['once starred', 'City,Street,House,City*\nBonn,,,\n', [[0, 1, 4, 18]]],
  ],
}
