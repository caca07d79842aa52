import type { Agreement, Dataset } from '../../dataset.ts'
import { type Header, placeOf } from '../header.ts'
import { KeyTable, mostKeys } from '../key-table.ts'
import { editHead } from '../mutations/head.ts'
import { decodeCell, encodeCell } from '../mutations/records.ts'
import { type CsvRule, documentation, type Explanation } from '../rule.ts'
import { show } from '../show.ts'

/**
 * Compares each row with the first one that has the same identifier, unless more than `mostKeys` (524,288) other identifiers
 * have come up since that one.
 */
export const contradictingRows = {
  id: 'csv/contradicting-rows',
  level: 'must',
  requirement: 'Rows that share an identifier agree on what it identifies.',
  source: documentation,
  basis: 'inferred',
  basesIn: ({ download }) => download.agreements.map(({ basis }) => basis),
  appliesTo: ({ download }) => download.agreements.length > 0,
  check: {
    on: 'row',
    idle: `No row shares an identifier with an earlier one, as far as ${mostKeys} identifiers back.`,
    start(header) {
      const identified = identifiedIn(header)
      if (identified.length === 0) return undefined
      return {
        look(row, report) {
          let isCompared = false
          for (let i = 0; i < identified.length; i++) {
            const { key, columns, table } = identified[i]!
            if (row.isBlank(key) || !row.isSound(key) || !columns.every(({ at }) => row.isSound(at))) continue
            const first = table.begin(row.bytes, row.from(key), row.to(key), row.number)
            for (let cell = 0; cell < columns.length; cell++) {
              const { agreement, at } = columns[cell]!
              if (table.agrees(cell, row.bytes, row.from(at), row.to(at))) continue
              report(at, () => explain(agreement, row.text(key), row.text(at), first))
            }
            isCompared ||= first !== 0
          }
          return isCompared
        },
      }
    },
  },
  /** Writes the first row once more, with another cell where the two must agree. */
  mutation: editHead(({ dataset, header, first, others, placeOf }) => {
    const [{ by, column }] = dataset.download.agreements as readonly [Agreement]
    const key = first.cells[placeOf(by)]!
    const id = key.length > 0 ? key : encodeCell(exampleOf(dataset, by, ''))
    const other = encodeCell(exampleOf(dataset, column, decodeCell(first.cells[placeOf(column)]!)))
    const keyed = first.cells.with(placeOf(by), id)
    return [header, { ...first, cells: keyed }, { ...first, cells: keyed.with(placeOf(column), other) }, ...others]
  }),
} as const satisfies CsvRule

/** The columns that identify others, as far as the file has both, and a table for each. */
function identifiedIn(header: Header) {
  const { agreements } = header.dataset.download
  return [...new Set(agreements.map(({ by }) => by))].flatMap((by) => {
    const key = placeOf(header, by)
    const columns = agreements.flatMap((agreement) => {
      const at = agreement.by === by ? placeOf(header, agreement.column) : undefined
      return at === undefined ? [] : [{ agreement, at }]
    })
    return key === undefined || columns.length === 0 ? [] : [{ key, columns, table: new KeyTable(columns.length) }]
  })
}

function explain({ by, column, basis }: Agreement, key: string, cell: string, row: number): Explanation {
  return {
    received: `${column} ${show(cell)}, another than in row ${row}, which has the same ${by} ${show(key)}`,
    expected: `one ${column} for each ${by}`,
    remedy: `Give all rows of one ${by} the same ${column}, or the others an identifier of their own.`,
    note: `That they agree is ${basis}${basis === 'documented' ? '' : ', not documented'}.`,
  }
}

/** An example of a column's cells other than this one. */
function exampleOf({ download }: Dataset, name: string, other: string): string {
  const { examples } = download.columns.find((column) => column.name === name)!.format
  return examples.find((example) => example !== other) ?? `${examples[0]} too`
}
