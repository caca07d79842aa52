import { addresses, type Cases } from './cases.ts'
import { xml } from './xml.ts'

export const cases: Cases = {
  rule: xml,
  dataset: addresses,
  keeps: [
    ['a plain file', 'City,Street,House\nBonn,Am Markt,5\n'],
    ['a tag in a cell', 'City,Street,House\n<Error>,,\n'],
  ],
  breaks: [
    ['the error of a storage', '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', [[null, 1, null, 0]]],
    ['an element without a declaration', '<Error/>', [[null, 1, null, 0]]],
  ],
}
