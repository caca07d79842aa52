import { gzipSync } from 'node:zlib'
import { addresses, type Cases } from './cases.ts'
import { gzip } from './gzip.ts'

export const cases: Cases = {
  rule: gzip,
  dataset: addresses,
  keeps: [['a plain file', 'City,Street,House\nBonn,Am Markt,5\n']],
  breaks: [['a compressed file', gzipSync('City,Street,House\nBonn,Am Markt,5\n'), [[null, 1, null, 0]]]],
}
