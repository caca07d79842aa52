import { oneOf as format } from '../../formats/index.ts'
import { boolean } from './boolean.ts'
import { formatCases } from './cases.ts'

export const cases = formatCases(boolean, format('true', 'false'), {
  keeps: [
    ['true', 'true'],
    ['false', 'false'],
  ],
  breaks: [
    ['TRUE', 'upper case'],
    ['1', 'a number'],
    ['yes', 'another word'],
  ],
})
