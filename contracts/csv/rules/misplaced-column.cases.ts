import { addresses, type Cases } from './cases.ts'
import { misplacedColumn } from './misplaced-column.ts'

export const cases: Cases = {
  rule: misplacedColumn,
  dataset: addresses,
  keeps: [['in order', 'City,Street,House\n']],
  breaks: [
    ['the first at the end: one column has moved, not two', 'Street,House,City\nAm Markt,5,Bonn\n', [[0, 1, 3, 13]]],
    ['two swapped', 'City,House,Street\nBonn,5,Am Markt\n', [[0, 1, 3, 11]]],
    [
      'reversed',
      'House,Street,City\n5,Am Markt,Bonn\n',
      [
        [0, 1, 2, 6],
        [0, 1, 3, 13],
      ],
    ],
  ],
}
