import { addresses, type Cases } from './cases.ts'
import { requiredCell } from './required-cell.ts'

export const cases: Cases = {
  rule: requiredCell,
  dataset: addresses,
  keeps: [
    ['a plain file', 'City,Street,House\nBonn,Am Markt,5\n'],
    ['optional cells blank', 'City,Street,House\nBonn,,\n'],
    ['a blank is not nothing', 'City,Street,House\n ,,\n'],
  ],
  breaks: [
    ['nothing', 'City,Street,House\nBonn,,\n,Am Markt,5\n', [[2, 3, 1, 25]]],
    ['quotes around nothing', 'City,Street,House\n"",Am Markt,5\n', [[1, 2, 1, 18]]],
  ],
}
