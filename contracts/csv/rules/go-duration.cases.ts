import { goDuration as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { goDuration } from './go-duration.ts'

export const cases = formatCases(goDuration, format, {
  keeps: [
    ['68m0s', 'the sample'],
    ['1h', 'an hour'],
    ['100µs', 'the micro sign'],
    ['1h30m', 'two numbers, each with its unit'],
    ['0s', 'nothing, with a unit'],
  ],
  breaks: [
    ['1d', 'no unit for days'],
    ['60', 'no unit'],
    ['0', 'no unit, though Go reads it'],
    ['-1h', 'a sign, though Go reads it'],
    ['+5m', 'a sign that changes nothing'],
    ['PT1H', 'ISO 8601'],
  ],
})
