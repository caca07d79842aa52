import { hasJson, jsonCell } from '../mutations/json-cell.ts'
import type { CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const unescapedJson = {
  id: 'csv/unescaped-json',
  level: 'must',
  requirement: 'A cell of JSON is in quotes, with its own quotation marks doubled.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: hasJson,
  check: {
    on: 'flaw',
    flaw: 'unescaped-json',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'the JSON in quotes, each of its own quotation marks doubled',
      remedy: 'Hand the JSON to a CSV writer as one cell, in place of joining texts with commas.',
    }),
  },
  mutation: jsonCell((json) => json),
} as const satisfies CsvRule
