import { text } from '../../formats/index.ts'
import { type Cases, column, datasetOf } from './cases.ts'
import { incompletePair } from './incomplete-pair.ts'

export const cases: Cases = {
  rule: incompletePair,
  dataset: datasetOf([
    column('Key', text('x')),
    column('Door', text('a'), { pair: { column: 'Door Type', basis: 'documented' } }),
    column('Door Type', text('b'), { pair: { column: 'Door', basis: 'documented' } }),
  ]),
  keeps: [
    ['both filled', 'Key,Door,Door Type\nx,a,b\n'],
    ['both blank', 'Key,Door,Door Type\nx,,\n'],
    ['in another order', 'Key,Door,Door Type\nx,"",\n'],
  ],
  breaks: [
    ['the second blank', 'Key,Door,Door Type\nx,a,\n', [[1, 2, 3, 23]]],
    ['the first blank', 'Key,Door,Door Type\nx,a,b\nx,,b\n', [[2, 3, 2, 27]]],
  ],
}
