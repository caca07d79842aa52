import { oneOf as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { oneOf } from './one-of.ts'

export const cases = formatCases(oneOf, format('grant', 'revoke'), {
  keeps: [
    ['grant', 'the first word'],
    ['revoke', 'the last word'],
  ],
  breaks: [
    ['Grant', 'upper case'],
    ['grants', 'more'],
    ['true', 'another word'],
  ],
})
