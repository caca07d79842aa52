import { hasJson, jsonCell } from '../mutations/json-cell.ts'
import type { CsvRule } from '../rule.ts'
import { rfc4180 } from '../sources.ts'

export const collapsedQuotes = {
  id: 'csv/collapsed-quotes',
  level: 'must',
  requirement: 'Quotation marks inside a quoted cell stay doubled, also where several meet.',
  source: rfc4180,
  basis: 'inferred',
  appliesTo: hasJson,
  check: {
    on: 'flaw',
    flaw: 'collapsed-quotes',
    explain: ({ shown }) => ({
      received: shown,
      expected: 'each quotation mark inside the cell doubled',
      remedy: 'Do not run over the file once more to make two quotation marks one: what empty strings were is lost.',
      note: 'The samples on the pages of the documentation look like this.',
    }),
  },
  mutation: jsonCell((json) => `"${json.replace(/"+/g, '"')}"`),
} as const satisfies CsvRule
