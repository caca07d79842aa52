import { hasJson, jsonCell } from '../mutations/json-cell.ts'
import type { CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const backslashEscape = {
  id: 'csv/backslash-escape',
  level: 'must',
  requirement: 'A quotation mark inside a quoted cell is escaped by another one, not by a backslash.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: hasJson,
  check: {
    on: 'flaw',
    flaw: 'backslash-escape',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'each quotation mark inside the cell doubled',
      remedy: 'Double the quotation marks instead: a CSV writer does so by itself.',
    }),
  },
  mutation: jsonCell((json) => `"${json.replace(/["\\]/g, '\\$&')}"`),
} as const satisfies CsvRule
