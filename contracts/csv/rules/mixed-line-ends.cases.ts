import { addresses, type Cases } from './cases.ts'
import { mixedLineEnds } from './mixed-line-ends.ts'

export const cases: Cases = {
  rule: mixedLineEnds,
  dataset: addresses,
  keeps: [
    ['LF', 'City,Street,House\nBonn,Am Markt,5\nBonn,Am Markt,5\n'],
    ['CRLF', 'City,Street,House\r\nBonn,,\r\nKöln,,\r\n'],
    ['no line end behind the last record', 'City,Street,House\nBonn,,'],
    ['another line end in a quoted cell', 'City,Street,House\nBonn,"a\r\nb\rc",\n'],
  ],
  breaks: [
    ['CRLF after LF', 'City,Street,House\nBonn,,\r\nBonn,Am Markt,5\n', [[1, 2, null, 24]]],
    ['LF after CRLF', 'City,Street,House\r\nBonn,,\nKöln,,\r\n', [[1, 2, null, 25]]],
    ['a lone CR in a cell', 'City,Street,House\nBonn,a\rb,\n', [[1, 2, null, 24]]],
    ['CR throughout, said once', 'City,Street,House\rBonn,,\rKöln,,\r', [[0, 1, null, 17]]],
    ['a CR at the end of the file', 'City,Street,House\r\nBonn,,\r', [[1, 2, null, 25]]],
  ],
}
