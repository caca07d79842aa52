/** What cases of rules are written in; tests run them. The datasets are made up, so that no real one is known here. */
import type { Column, Dataset, Format } from '../../dataset.ts'
import { json, text } from '../../formats/index.ts'
import { encodeCell } from '../mutations/records.ts'
import type { CsvOptions } from '../options.ts'
import type { CsvRule } from '../rule.ts'

/** Where a rule finds something: row, line, number of the column, byte offset. */
export type Found = readonly [row: number | null, line: number, column: number | null, byte: number]

export interface Cases {
  readonly rule: CsvRule
  readonly dataset: Dataset
  readonly options?: CsvOptions
  /** Files in which no rule finds anything. */
  readonly keeps: readonly (readonly [what: string, csv: string | Uint8Array])[]
  /** Files in which this rule finds just that, and no other rule anything. */
  readonly breaks: readonly (readonly [what: string, csv: string | Uint8Array, found: readonly [Found, ...Found[]]])[]
}

export function column(name: string, format: Format, more: Partial<Column> = {}): Column {
  return { name, header: name, required: 'optional', format, description: `The ${name}.`, basis: 'documented', ...more }
}

export function datasetOf(columns: readonly Column[], agreements: Dataset['download']['agreements'] = []): Dataset {
  const download = { path: 'sample/download-url', source: 'https://example.org/sample', body: [], columns, agreements }
  return { slug: 'sample', title: 'Sample', download }
}

/** `City*`, `Street`, `House`: any text. */
export const addresses = datasetOf([
  column('City', text('Bonn'), { header: 'City*', required: 'required' }),
  column('Street', text('Am Markt')),
  column('House', text('5')),
])

/** `Name`, any text, and `Facts`, a JSON object with a number `n` and perhaps a text `s`. */
export const facts = datasetOf([
  column('Name', text('Ann')),
  column(
    'Facts',
    json('object', { required: ['n'], properties: { n: { type: 'integer' }, s: { type: 'string' } } }, { n: 1, s: '' }),
  ),
])

/** Cases of a rule that judges the cells of one format: each in the only row of a file, behind a cell of one letter. */
export function formatCases(
  rule: CsvRule,
  format: Format,
  cells: { readonly keeps: readonly Sample[]; readonly breaks: readonly Sample[] },
  options: CsvOptions = {},
): Cases {
  const csv = (cell: string) => `Key,Cell\nx,${Buffer.from(encodeCell(cell)).toString()}\n`
  return {
    rule,
    dataset: datasetOf([column('Key', text('x')), column('Cell', format)]),
    options,
    keeps: [...cells.keeps, ['', 'blank'] as const].map(([cell, why]) => [why, csv(cell)]),
    breaks: cells.breaks.map(([cell, why]) => [why, csv(cell), [[1, 2, 2, 11]]]),
  }
}

type Sample = readonly [cell: string, why: string]
