import { blankLine } from './blank-line.ts'
import { addresses, type Cases } from './cases.ts'

export const cases: Cases = {
  rule: blankLine,
  dataset: addresses,
  keeps: [
    ['none', 'City,Street,House\nBonn,Am Markt,5\n'],
    [
      'a record of blank cells would be another thing; this is a blank line in a cell',
      'City,Street,House\nBonn,"a\n\nb",\n',
    ],
  ],
  breaks: [
    ['behind the header', 'City,Street,House\n\nBonn,Am Markt,5\n', [[null, 2, null, 18]]],
    ['between rows, with CRLF', 'City,Street,House\r\nBonn,,\r\n\r\nKöln,,\r\n', [[null, 3, null, 27]]],
    [
      'two at the end of the file',
      'City,Street,House\nBonn,Am Markt,5\n\n\n',
      [
        [null, 3, null, 34],
        [null, 4, null, 35],
      ],
    ],
    ['before the header', '\nCity,Street,House\nBonn,Am Markt,5\n', [[null, 1, null, 0]]],
  ],
}
