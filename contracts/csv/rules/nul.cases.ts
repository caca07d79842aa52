import { addresses, type Cases } from './cases.ts'
import { nul } from './nul.ts'

export const cases: Cases = {
  rule: nul,
  dataset: addresses,
  keeps: [['other control characters', 'City,Street,House\n\u0001,\u001f,\u007f\n']],
  breaks: [
    ['in a cell', 'City,Street,House\nBonn,a\0b,5\n', [[1, 2, 2, 24]]],
    ['twice in a cell', 'City,Street,House\nBonn,\0\0,5\n', [[1, 2, 2, 23]]],
    ['in a name of the header', 'City,Str\0eet,House\n', [[0, 1, 2, 8]]],
  ],
}
