import { addresses, type Cases } from './cases.ts'
import { extraColumn } from './extra-column.ts'

export const cases: Cases = {
  rule: extraColumn,
  dataset: addresses,
  keeps: [['none', 'City,Street,House\n']],
  breaks: [
    ['one in the middle', 'City,Planet,Street,House\nBonn,Earth,Am Markt,5\n', [[0, 1, 2, 5]]],
    ['one without a name', 'City,Street,House,\nBonn,Am Markt,5,\n', [[0, 1, 4, 18]]],
  ],
}
