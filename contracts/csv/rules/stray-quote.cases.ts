import { addresses, type Cases } from './cases.ts'
import { strayQuote } from './stray-quote.ts'

export const cases: Cases = {
  rule: strayQuote,
  dataset: addresses,
  keeps: [
    ['a doubled one', 'City,Street,House\nBonn,"5"" disk",5\n'],
    ['an apostrophe', "City,Street,House\nBonn,it's,5\n"],
  ],
  breaks: [
    ['inside a cell without quotes', 'City,Street,House\nBonn,5" disk,5\n', [[1, 2, 2, 24]]],
    ['behind a blank', 'City,Street,House\nBonn, "Markt",5\n', [[1, 2, 2, 24]]],
    ['text behind the closing one', 'City,Street,House\nBonn,"Am" Markt,5\n', [[1, 2, 2, 26]]],
    ['on the second line of a row', 'City,Street,House\n"Bo\nnn",5" disk,5\n', [[1, 3, 2, 27]]],
    [
      'in two cells',
      'City,Street,House\nBonn,5" disk,5"\n',
      [
        [1, 2, 2, 24],
        [1, 2, 3, 32],
      ],
    ],
    [
      'also where cells are missing: how many there are is not known',
      'City,Street,House\nBonn,5" disk\nBonn,Am Markt,5\n',
      [[1, 2, 2, 24]],
    ],
  ],
}
