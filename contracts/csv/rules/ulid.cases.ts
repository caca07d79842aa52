import { ulid as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { ulid } from './ulid.ts'

export const cases = formatCases(ulid, format, {
  keeps: [
    ['01H9VNFTZD1T44TCSKGEBWNTZD', 'the sample'],
    ['00000000000000000000000000', 'the least'],
  ],
  breaks: [
    ['01h9vnftzd1t44tcskgebwntzd', 'lower case'],
    ['01H9VNFTZD1T44TCSKGEBWNTZ', '25 characters'],
    ['01H9VNFTZD1T44TCSKGEBWNTZU', 'U is not in the alphabet'],
    ['80000000000000000000000000', 'more than 128 bits'],
    ['a "ULID"', 'quotes'],
  ],
})
