import type { Column } from '../../dataset.ts'
import { jsonMistake } from '../../formats/json-mistake.ts'
import { cellOf } from '../mutations/head.ts'
import type { CsvRule } from '../rule.ts'
import { show } from '../show.ts'
import { rfc8259 } from '../sources.ts'

const judges = ({ format }: Column) => format.kind === 'json'

export const jsonSyntax = {
  id: 'csv/json-syntax',
  level: 'must',
  requirement: 'Cells that hold JSON hold it well-formed.',
  source: rfc8259,
  basis: 'inferred',
  basesIn: ({ download }) => download.columns.filter(judges).map(({ basis }) => basis),
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    isCostly: true,
    test: () => (cell) => cell.json !== undefined,
    explain(cell) {
      const { text } = cell
      const { offset, expected } = jsonMistake(text) ?? { offset: 0, expected: 'JSON' }
      return {
        received: `${show(text.slice(Math.max(0, offset - 20), offset + 20))} around character ${offset + 1} of the cell`,
        expected: `${expected} there, as JSON has it`,
        remedy: 'Write the cell with a JSON writer, and then as a CSV cell.',
      }
    },
  },
  mutation: cellOf(judges, '{"username":"}'),
} as const satisfies CsvRule
