import { addresses, type Cases } from './cases.ts'
import { unclosedQuote } from './unclosed-quote.ts'

export const cases: Cases = {
  rule: unclosedQuote,
  dataset: addresses,
  keeps: [['closed ones', 'City,Street,House\n"Bonn","Am\nMarkt",5\n']],
  breaks: [
    ['and no quotation mark behind it', 'City,Street,House\nBonn,"Am Markt,5\nBonn,Am Markt,5\n', [[1, 2, 2, 23]]],
    ['in the last row', 'City,Street,House\nBonn,Am Markt,5\nBonn,Am Markt,"5\n', [[2, 3, 3, 48]]],
    ['and a quoted cell in the next row', 'City,Street,House\nBonn,"Am Markt,5\nKöln,"Dom",1\n', [[1, 2, 2, 23]]],
    [
      'and a quoted cell in the same row',
      'City,Street,House\n"Bonn,"Am Markt","5"\nBonn,Am Markt,5\n',
      [[1, 2, 1, 18]],
    ],
  ],
}
