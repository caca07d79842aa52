import type { Column, Dataset } from '../../dataset.ts'
import { placeOf } from '../header.ts'
import { editFirstRow } from '../mutations/head.ts'
import { encodeCell } from '../mutations/records.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

export const incompletePair = {
  id: 'csv/incomplete-pair',
  level: 'must',
  requirement: 'Columns that go in pairs are filled together and blank together.',
  source: documentation,
  basis: 'documented',
  basesIn: ({ download }) => download.columns.flatMap(({ pair }) => (pair === undefined ? [] : [pair.basis])),
  appliesTo: (dataset) => pairsOf(dataset).length > 0,
  check: {
    on: 'row',
    start(header) {
      const pairs = pairsOf(header.dataset).flatMap((pair) => {
        const [a, b] = pair.map(({ name }) => placeOf(header, name))
        return a === undefined || b === undefined ? [] : [{ pair, a, b }]
      })
      if (pairs.length === 0) return undefined
      return {
        look(row, report) {
          let isFilled = false
          for (let i = 0; i < pairs.length; i++) {
            const { pair, a, b } = pairs[i]!
            const lacksA = row.isBlank(a)
            const lacksB = row.isBlank(b)
            if (!lacksA || !lacksB) isFilled = true
            if (lacksA && !lacksB) report(a, () => explain(pair[0], pair[1], row.text(b)))
            if (lacksB && !lacksA) report(b, () => explain(pair[1], pair[0], row.text(a)))
          }
          return isFilled
        },
      }
    },
  },
  mutation: editFirstRow(({ dataset }) => {
    const [filled, blank] = pairsOf(dataset)[0]!
    return [
      [filled.name, encodeCell(filled.format.examples[0])],
      [blank.name, new Uint8Array()],
    ]
  }),
} as const satisfies CsvRule

/** Each pair once, in the order of the columns. */
function pairsOf({ download }: Dataset): readonly (readonly [Column, Column])[] {
  const { columns } = download
  return columns.flatMap((column, index) => {
    const partner = columns.findIndex(({ name }) => name === column.pair?.column)
    return partner > index ? [[column, columns[partner]!] as const] : []
  })
}

function explain(blank: Column, filled: Column, cell: string) {
  const { basis } = filled.pair!
  return {
    received: `a blank cell beside ${filled.name} ${show(cell)}`,
    expected: `${blank.name} filled too, or both blank`,
    remedy: 'Fill both or neither.',
    ...(basis !== 'documented' && { note: `That the two go together is ${basis}, not documented.` }),
  }
}
