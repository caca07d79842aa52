import { json as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { jsonShape } from './json-shape.ts'

export const cases = formatCases(
  jsonShape,
  format('object', { required: ['n'], properties: { n: { type: 'integer' } } }, { n: 1 }),
  {
    keeps: [
      ['{"n":1}', 'the member'],
      ['{"n":1,"m":2}', 'another member besides'],
    ],
    breaks: [
      ['{}', 'the member missing'],
      ['{"n":"1"}', 'another type'],
      ['[]', 'an array'],
      ['null', 'null'],
    ],
  },
)
