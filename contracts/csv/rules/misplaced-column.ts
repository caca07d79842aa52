import { allColumns } from '../mutations/columns.ts'
import { always, type CsvRule, documentation } from '../rule.ts'

export const misplacedColumn = {
  id: 'csv/misplaced-column',
  level: 'should',
  requirement: 'The columns stand in the order of the documentation.',
  source: documentation,
  // The sample of the page shows it; no sentence says so.
  basis: 'inferred',
  appliesTo: always,
  check: {
    on: 'header',
    *find({ dataset, columns }) {
      const known = columns.flatMap(({ index, isRepeated }, at) =>
        index === undefined || isRepeated ? [] : [{ at, index }],
      )
      const inOrder = longestRise(known.map(({ index }) => index))
      for (const [place, { at, index }] of known.entries()) {
        if (inOrder.has(place)) continue
        yield {
          at,
          received: `${columns[at]!.name} as column ${at + 1}, not ${whereabouts(index, dataset.download.columns)}`,
          expected: 'the order of the documentation',
          remedy: 'Write the columns in the order of the documentation, or read them by name and not by number.',
        }
      }
    },
  },
  /** The first column is moved to the end. */
  mutation: { kind: 'columns', columns: (dataset) => [...allColumns(dataset).slice(1), { from: 0 }] },
} as const satisfies CsvRule

function whereabouts(index: number, columns: readonly { readonly name: string }[]): string {
  return index === 0 ? `before ${columns[1]?.name ?? 'all others'}` : `behind ${columns[index - 1]!.name}`
}

/** The places of as many numbers as can be kept so that they rise: those that must move to sort a list are the others. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const best: number[][] = []
  for (const [place, number] of numbers.entries()) {
    const before = best.filter((places) => numbers[places.at(-1)!]! < number)
    best.push([...before.reduce((longest, places) => (places.length > longest.length ? places : longest), []), place])
  }
  return new Set(best.reduce((longest, places) => (places.length > longest.length ? places : longest), []))
}
