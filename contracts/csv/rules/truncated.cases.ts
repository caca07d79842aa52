import { addresses, type Cases } from './cases.ts'
import { truncated } from './truncated.ts'

export const cases: Cases = {
  rule: truncated,
  dataset: addresses,
  keeps: [
    ['no line end behind the last record', 'City,Street,House\nBonn,Am Markt,5'],
    ['a blank last cell without a line end', 'City,Street,House\nBonn,Am Markt,'],
  ],
  breaks: [
    ['within a record', 'City,Street,House\nBonn,Am Markt,5\nKöln,Do', [[2, 3, null, 34]]],
    ['behind a comma', 'City,Street,House\nBonn,', [[1, 2, null, 18]]],
    ['within quotes', 'City,Street,House\nBonn,"Am', [[1, 2, null, 18]]],
    ['within quotes, on the second line of a cell', 'City,Street,House\nBonn,"Am\nMar', [[1, 2, null, 18]]],
    ['within the quotes of the last cell', 'City,Street,House\nBonn,Am Markt,"5', [[1, 2, null, 18]]],
    ['within a character', Buffer.from('City,Street,House\nBonn,Am Markt,€').subarray(0, -1), [[1, 2, null, 18]]],
    ['within the header', 'City,Stre', [[0, 1, null, 0]]],
    ['within the first name of the header', 'Ci', [[0, 1, null, 0]]],
    ['within the last name of the header', 'City,Street,Hou', [[0, 1, null, 0]]],
    ['behind a comma of the header', 'City,Street,', [[0, 1, null, 0]]],
    ['behind an escaped quotation mark', 'City,Street,House\nBonn,"Am ""', [[1, 2, null, 18]]],
  ],
}
