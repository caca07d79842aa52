import { addresses, type Cases } from './cases.ts'
import { jsonDocument } from './json-document.ts'

export const cases: Cases = {
  rule: jsonDocument,
  dataset: addresses,
  keeps: [['a plain file', 'City,Street,House\nBonn,Am Markt,5\n']],
  breaks: [
    ['a problem', '{"title":"Server Error","status":500}', [[null, 1, null, 0]]],
    ['a list of rows', '[{"City":"Bonn"}]', [[null, 1, null, 0]]],
    ['an empty object', '{}', [[null, 1, null, 0]]],
  ],
}
