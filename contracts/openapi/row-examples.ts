import { stringify } from 'csv-stringify/sync'
import type { Column } from '../dataset.ts'

/** Two rows made of the formats' first examples: every cell filled, and only those that must be. */
export function rowExamples(columns: readonly Column[]): Record<string, string>[] {
  return [row(columns), row(columns.filter(({ required }) => required === 'required'))]
}

/** The same two rows as a file (RFC 4180). Its lines end in LF, as the mock's do by default. */
export function csvExample(columns: readonly Column[]): string {
  return stringify(rowExamples(columns), { header: true, columns: columns.map(({ name }) => name) })
}

function row(columns: readonly Column[]): Record<string, string> {
  return Object.fromEntries(columns.map(({ name, format }) => [name, format.examples[0]]))
}
