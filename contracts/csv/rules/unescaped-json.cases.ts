import { type Cases, facts } from './cases.ts'
import { unescapedJson } from './unescaped-json.ts'

export const cases: Cases = {
  rule: unescapedJson,
  dataset: facts,
  keeps: [
    ['JSON as RFC 4180 has it', 'Name,Facts\na,"{""n"":1,""s"":""""}"\n'],
    ['a bracket without quotes or commas', 'Name,Facts\n[a],\n'],
  ],
  breaks: [
    ['without quotes around it', 'Name,Facts\na,{"n":1,"s":""}\n', [[1, 2, 2, 13]]],
    ['in quotes, with an empty string', 'Name,Facts\na,"{"n":1,"s":""}"\n', [[1, 2, 2, 15]]],
    ['with bare words and commas only', 'Name,Facts\na,{n: 1, s: b}\n', [[1, 2, 2, 13]]],
    ['with strings that hold brackets', 'Name,Facts\na,{"n":1,"s":"}]"}\n', [[1, 2, 2, 13]]],
    ['with empty strings that lost a quote, as on the pages', 'Name,Facts\na,{"n":1,"s":"}\n', [[1, 2, 2, 13]]],
  ],
}
