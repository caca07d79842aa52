import { integrationId as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { integrationId } from './integration-id.ts'

export const cases = formatCases(integrationId, format, {
  keeps: [['google/01H90W5FM2RY663D6AFNG9HEJ9', 'the sample']],
  breaks: [
    ['google', 'the app alone'],
    ['01H90W5FM2RY663D6AFNG9HEJ9', 'the ULID alone'],
  ],
})
