import { byteOrderMark } from './byte-order-mark.ts'
import { addresses, type Cases } from './cases.ts'

export const cases: Cases = {
  rule: byteOrderMark,
  dataset: addresses,
  keeps: [['a plain file', 'City,Street,House\nBonn,Am Markt,5\n']],
  breaks: [
    ['a mark before the header', '\ufeffCity,Street,House\nBonn,Am Markt,5\n', [[null, 1, null, 0]]],
    ['a mark before a quoted header', '\ufeff"City","Street","House"\n', [[null, 1, null, 0]]],
  ],
}
