import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { breachesOf } from '../support/contract-breaches.ts'
import { cellsFor, columnsOf, openFile, recordsFor } from '../support/csv-files.ts'

const seeds = Array.from({ length: 40 }, (_, index) => index * 7919)

describe.each(datasetSlugs)('%s: the contract holds', (dataset) => {
  test.each(seeds)('for every cell of 500 rows, seed %d', async (seed) => {
    const records = await cellsFor(dataset, { seed, rows: 500 })
    expect(records).toHaveLength(500)
    expect(breachesOf(dataset, records)).toEqual([])
  })

  test('for every cell of blocks all over a file of a million rows', async () => {
    const file = await openFile(dataset, { rows: 1_000_000 })
    const offsets = Array.from({ length: 25 }, (_, index) => Math.floor((file.size * (index + 0.5)) / 25))
    const records = offsets.flatMap((offset) => parse(firstWholeBlock(file.bytes(offset))))
    expect(records.length).toBeGreaterThan(25 * 90)
    expect(breachesOf(dataset, records)).toEqual([])
  })
})

test.each([
  ['1970, where clocks of tests like to stand', 0],
  ['1974, less than five years later', Date.UTC(1974, 0, 1)],
  ['a leap day', Date.UTC(2028, 1, 29, 23, 59, 59, 999)],
  ['the last year but one of four digits', Date.UTC(9998, 0, 1)],
])('the contract holds for data that count back from %s', async (_, referenceTime) => {
  const files = await Promise.all(datasetSlugs.map((dataset) => cellsFor(dataset, { referenceTime })))
  expect(datasetSlugs.flatMap((dataset, at) => breachesOf(dataset, files[at]!))).toEqual([])
})

describe.each(datasetSlugs)('%s: within any 1,000 rows', (dataset) => {
  const optional = columnsOf(dataset).filter(({ required }) => required === 'optional')
  const windows = Array.from({ length: 10 }, (_, index) => index * 1000)

  test.each([1, 42, 2026])('every optional column is both filled and blank, seed %d', async (seed) => {
    const records = await recordsFor(dataset, { seed, rows: 10_000 })
    const oneSided = windows.flatMap((from) =>
      optional
        .filter(({ name }) => new Set(records.slice(from, from + 1000).map((record) => record[name] === '')).size < 2)
        .map(({ name }) => `${name}, rows ${from} to ${from + 999}`),
    )
    expect(oneSided).toEqual([])
  })
})

describe('the judge of these tests sees', () => {
  const filled = columnsOf('requests').map(({ format }) => format.examples[0])
  const changed = (name: string, cell: string) =>
    columnsOf('requests').map((column, at) => (column.name === name ? cell : filled[at]!))

  test('nothing wrong with the examples of the contract', () => {
    expect(breachesOf('requests', [filled])).toEqual([])
  })

  test.each([
    ['a required cell that is blank', 'Requester', '', 'Requester: "" is blank'],
    ['a cell that its format refuses', 'Duration', '1d', 'Duration: "1d" is not a Go duration'],
    ['half a pair', 'Resource', '', 'Resource without Resource Type'],
    ['JSON of another shape', 'Metadata', '{}', "must have required property 'reason'"],
  ])('%s', (_, name, cell, says) => {
    expect(breachesOf('requests', [changed(name, cell)]).join('\n')).toContain(says)
  })

  test('a cell too few', () => {
    expect(
      breachesOf('rbac2', [
        columnsOf('rbac2')
          .slice(1)
          .map(() => ''),
      ]).join('\n'),
    ).toContain('13 cells')
  })
})

/** A file is made in blocks of whole rows; a range that starts within one begins with the rest of it. */
function firstWholeBlock(chunks: Iterable<Uint8Array>): Buffer {
  const [, block] = chunks
  return Buffer.from(block!)
}
