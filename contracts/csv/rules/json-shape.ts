import type { Column } from '../../dataset.ts'
import { jsonBreach, nestedTooDeeply } from '../json-breach.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

const judges = ({ format }: Column) => format.schema.contentSchema !== undefined

export const jsonShape = {
  id: 'csv/json-shape',
  level: 'must',
  requirement: 'The JSON in a cell has the members and types that the samples show.',
  source: documentation,
  basis: 'inferred',
  basesIn: ({ download }) => download.columns.filter(judges).map(({ basis }) => basis),
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    isCostly: true,
    // What is not JSON has no shape.
    test: (column) => (cell) => cell.json === undefined || jsonBreach(column.format, cell.json.value) === undefined,
    explain(cell, { format }) {
      const whole = cell.json!.value
      // What the stack was too short for may fit into it at another time.
      const { path, value, expected } = jsonBreach(format, whole) ?? nestedTooDeeply(whole)
      return {
        received: `${shown(value)} at ${path === '' ? 'the top' : show(path)} of the JSON ${show(cell.text)}`,
        expected: `it ${expected}`,
        remedy: `Write ${format.expected} of the documented shape.`,
      }
    },
  },
  mutation: cellOf(judges, '"only a text"'),
} as const satisfies CsvRule

/** What a value is: all of it could be nested too deeply to be written, and too long to be read. */
function shown(value: unknown): string {
  if (typeof value === 'string') return show(value)
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? 'an array' : 'an object'
}
