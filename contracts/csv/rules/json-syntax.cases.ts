import { json as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { jsonSyntax } from './json-syntax.ts'

export const cases = formatCases(jsonSyntax, format('object', {}, {}), {
  keeps: [
    ['{}', 'empty'],
    ['{"a":[1,null]}', 'nested'],
    [' {"a" : 1}\n', 'white space'],
  ],
  breaks: [
    ['{"username":"}', 'the empty string of the samples'],
    ['{a:1}', 'a bare key'],
    ['{"a":1,}', 'a comma too many'],
    ['nothing', 'a word'],
  ],
})
