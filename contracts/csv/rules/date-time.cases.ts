import { dateTime as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { dateTime } from './date-time.ts'

export const cases = formatCases(dateTime, format, {
  keeps: [
    ['2023-09-22 18:30:00', 'the sample'],
    ['2024-02-29 00:00:00', 'a leap day'],
  ],
  breaks: [
    ['2023-02-29 00:00:00', 'no leap year'],
    ['2023-04-31 00:00:00', 'April has no 31st'],
    ['2023-09-22T18:30:00', 'a T'],
    ['2023-09-22', 'no time'],
    ['2023-09-22 24:00:00', 'hour 24'],
  ],
})
