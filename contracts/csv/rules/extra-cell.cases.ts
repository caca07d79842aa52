import { addresses, type Cases } from './cases.ts'
import { extraCell } from './extra-cell.ts'

export const cases: Cases = {
  rule: extraCell,
  dataset: addresses,
  keeps: [
    ['a plain file', 'City,Street,House\nBonn,Am Markt,5\n'],
    ['a comma in quotes', 'City,Street,House\nBonn,"Markt, am",5\n'],
  ],
  breaks: [
    ['one', 'City,Street,House\nBonn,Markt, am,5\n', [[1, 2, null, 33]]],
    ['a comma at the end', 'City,Street,House\nBonn,Am Markt,5,\nBonn,Am Markt,5\n', [[1, 2, null, 34]]],
  ],
}
