import { stringify } from 'csv-stringify/sync'
import { describe, expect, test } from 'vitest'
import {
  type CsvRule,
  csvRules,
  type Dataset,
  type DatasetSlug,
  datasetSlugs,
  datasets,
  mutate,
} from '../../../contracts/index.ts'
import { bytesFor, cellsFor, columnNames } from '../../support/csv-files.ts'
import { checked, failuresIn } from '../../support/csv-reports.ts'

const rulesIn = (csv: string | Uint8Array, slug: DatasetSlug) =>
  failuresIn(checked(datasets[slug], csv)).map((failure) => failure.split(':')[0])

describe.each(datasetSlugs)('%s, damaged throughout, gets one diagnosis', (slug) => {
  const records = async () => [[...columnNames(slug)], ...(await cellsFor(slug, { rows: 2000 }))]

  test('whole files are whole', async () => {
    expect(rulesIn(stringify(await records()), slug)).toEqual([])
  })

  test('doubled quotes collapsed', async () => {
    const csv = await bytesFor(slug, { rows: 2000, alterations: [{ alteration: 'collapsed-quotes' }] })
    expect(rulesIn(csv, slug)).toEqual(['csv/collapsed-quotes'])
    expect(checked(datasets[slug], csv).facts.quoting).toBe('doubled quotes collapsed')
  })

  test('quotes escaped with backslashes', async () => {
    const csv = stringify(await records(), { escape: '\\', quoted_match: /"/ })
    expect(rulesIn(csv, slug)).toEqual(['csv/backslash-escape'])
    expect(checked(datasets[slug], csv).facts.quoting).toBe('backslash-escaped')
  })

  test('JSON without quotes around it', async () => {
    const isJson = (cell: string) => /^[[{]/.test(cell)
    const lines = (await records()).map((cells) =>
      cells.map((cell) => (isJson(cell) ? cell : stringify([[cell]], { eof: false }))).join(','),
    )
    expect(rulesIn(`${lines.join('\n')}\n`, slug)).toEqual(['csv/unescaped-json'])
    expect(checked(datasets[slug], lines.join('\n')).facts.quoting).toBe('unescaped JSON')
  })

  test('hostile cells are no damage', async () => {
    expect(rulesIn(await bytesFor(slug, { rows: 2000, alterations: [{ alteration: 'hostile-cells' }] }), slug)).toEqual(
      [],
    )
  })
})

describe.each(datasetSlugs)('%s, cut at any byte', (slug) => {
  const cuts = async () => {
    const csv = await bytesFor(slug, { rows: 3 })
    const behindHeader = csv.indexOf('\n') + 2
    return Array.from({ length: csv.length - behindHeader }, (_, at) => csv.subarray(0, behindHeader + at))
  }

  test('gets at most one finding', async () => {
    const failures = (await cuts()).map((csv) => failuresIn(checked(datasets[slug], csv)))
    expect(failures.filter((list) => list.length > 1)).toEqual([])
  })

  test('is truncated, unless only its last cell is cut, of which JSON alone can tell', async () => {
    const failures = (await cuts()).flatMap((csv) => failuresIn(checked(datasets[slug], csv)))
    expect(failures).toContain('csv/truncated: 1')
    expect(failures.filter((failure) => !/truncated|json-syntax/.test(failure))).toEqual([])
  })
})

const inTheHead = ({ id, mutation }: CsvRule) =>
  mutation.kind === 'head' && id !== 'csv/missing-header' && id !== 'csv/byte-order-mark'
const inTheHeader = ['csv/misspelt-column', 'csv/extra-column', 'csv/misplaced-column', 'csv/starred-column']

describe.each(datasetSlugs)('%s, broken in two ways at once, gets the two findings', (slug) => {
  const dataset: Dataset = datasets[slug]
  const pairs = csvRules
    .filter((rule) => inTheHead(rule) && rule.appliesTo(dataset))
    .flatMap((rule) => inTheHeader.map((id) => ({ rule, other: csvRules.find((each) => each.id === id)! })))

  test.each(pairs)('$rule.id and $other.id', async ({ rule, other }) => {
    const csv = mutate(rule, dataset, mutate(other, dataset, await bytesFor(slug, { rows: 50 })))
    expect(failuresIn(checked(dataset, csv)).toSorted()).toEqual([`${rule.id}: 1`, `${other.id}: 1`].toSorted())
  })
})
