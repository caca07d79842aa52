import { addresses, type Cases } from './cases.ts'
import { missingCell } from './missing-cell.ts'

export const cases: Cases = {
  rule: missingCell,
  dataset: addresses,
  keeps: [
    ['a plain file', 'City,Street,House\nBonn,Am Markt,5\n'],
    ['blank cells', 'City,Street,House\nBonn,,\n'],
  ],
  breaks: [
    ['one', 'City,Street,House\nBonn,Am Markt\n', [[1, 2, null, 18]]],
    [
      'all but one, in the second row',
      'City,Street,House\nBonn,Am Markt,5\nKöln\nBonn,Am Markt,5\n',
      [[2, 3, null, 34]],
    ],
  ],
}
