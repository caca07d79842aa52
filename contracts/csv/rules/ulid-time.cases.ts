import { ulid as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { ulidTime } from './ulid-time.ts'

export const cases = formatCases(
  ulidTime,
  format,
  {
    keeps: [
      ['01H9VNFTZD1T44TCSKGEBWNTZD', 'years ago'],
      ['01KDVDNA00ZZZZZZZZZZZZZZZZ', 'that very millisecond'],
    ],
    breaks: [
      ['01KDVDNA010000000000000000', 'a millisecond later'],
      ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'the last of all'],
    ],
  },
  { now: Date.UTC(2026, 0, 1) },
)
