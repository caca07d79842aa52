import { parse } from 'csv-parse/sync'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { hostileTexts, longText } from '../../generators/alterations/hostile-texts.ts'
import type { AlterationSpec } from '../../generators/index.ts'
import { breachesOf } from '../support/contract-breaches.ts'
import { bytesFor, cellsFor, columnsOf, openFile } from '../support/csv-files.ts'

const alterations: readonly AlterationSpec[] = [{ alteration: 'hostile-cells' }]
const seeds = [1, 42, 2026]
const manySeeds = Array.from({ length: 20 }, (_, index) => index * 7919)
const kinds = Object.entries<readonly string[]>({ ...hostileTexts, 'very long': [longText] })
const texts = kinds.flatMap(([, list]) => list)

describe('the hostile texts', () => {
  test('are all different', () => {
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('are filled: each has something else than white space', () => {
    expect(texts.filter((text) => text.trim() === '')).toEqual([])
  })

  test('are Unicode that UTF-8 can say', () => {
    expect(texts.filter((text) => Buffer.from(text).toString() !== text)).toEqual([])
  })

  test('have no NUL, which is in no text file', () => {
    expect(texts.filter((text) => text.includes('\0'))).toEqual([])
  })

  test('have a longest one of 64 KiB', () => {
    expect(Buffer.byteLength(longText)).toBe(64 * 1024)
  })
})

describe.each(datasetSlugs)('%s with hostile cells', (dataset) => {
  const isText = columnsOf(dataset).map(({ format }) => format.kind === 'text')
  const places = [...isText.keys()]

  test.each(seeds)('has every kind within 1,000 rows, seed %d', async (seed) => {
    const cells = new Set((await cellsFor(dataset, { seed, alterations })).flat())
    const missing = kinds.filter(([, list]) => !list.some((text) => cells.has(text)))
    expect(missing.map(([kind]) => kind)).toEqual([])
  })

  test.each(manySeeds)('takes less than 5 MB for 1,000 rows, seed %d', async (seed) => {
    expect((await openFile(dataset, { seed, alterations })).size).toBeLessThan(5_000_000)
  })

  test.each(seeds)('keeps the contract, seed %d', async (seed) => {
    expect(breachesOf(dataset, await cellsFor(dataset, { seed, alterations }))).toEqual([])
  })

  test('fills each free-text cell with one of the texts', async () => {
    const cells = (await cellsFor(dataset, { alterations })).flatMap((record) => record.filter((_, at) => isText[at]))
    expect(cells.filter((cell) => cell !== '' && !texts.includes(cell))).toEqual([])
  })

  test('has the cells of all other columns as they were', async () => {
    const others = (records: string[][]) => records.map((record) => record.filter((_, at) => !isText[at]))
    expect(others(await cellsFor(dataset, { alterations }))).toEqual(others(await cellsFor(dataset)))
  })

  test('is blank where it was blank, so that pairs stay complete', async () => {
    const blanks = (records: string[][]) => records.map((record) => record.map((cell) => cell === ''))
    expect(blanks(await cellsFor(dataset, { alterations }))).toEqual(blanks(await cellsFor(dataset)))
  })

  test('is read back by Papa Parse', async () => {
    const [, ...records] = Papa.parse<string[]>((await bytesFor(dataset, { alterations })).toString(), {
      delimiter: ',', // which it would guess from the cells otherwise
      newline: '\n',
      skipEmptyLines: true,
    }).data
    expect(records).toEqual(await cellsFor(dataset, { alterations }))
  })

  test('has the same hostile cells wherever the columns stand', async () => {
    const reversed: AlterationSpec = { alteration: 'reordered-columns' }
    const records = parse(await bytesFor(dataset, { rows: 200, alterations: [reversed, ...alterations] })).slice(1)
    const inOrder = await cellsFor(dataset, { rows: 200, alterations })
    expect(records.map((record) => record.toReversed())).toEqual(inOrder)
  })

  test('has a text for equal values that is equal, in whatever column and row', async () => {
    const [before, after] = await Promise.all([cellsFor(dataset), cellsFor(dataset, { alterations })])
    const pairs = before.flatMap((record, row) =>
      places.filter((at) => isText[at]).map((at) => [record[at]!, after[row]![at]!] as const),
    )
    const textOf = new Map(pairs)
    expect(pairs.filter(([value, text]) => textOf.get(value) !== text)).toEqual([])
  })
})

test('equal values of two datasets have equal texts, so that files can still be joined', async () => {
  const textsOf = await Promise.all(
    datasetSlugs.map(async (dataset) => {
      const [before, after] = await Promise.all([cellsFor(dataset), cellsFor(dataset, { alterations })])
      const places = [...columnsOf(dataset).keys()].filter((at) => columnsOf(dataset)[at]!.format.kind === 'text')
      return new Map(before.flatMap((record, row) => places.map((at) => [record[at]!, after[row]![at]!] as const)))
    }),
  )
  const [one, another] = textsOf as [Map<string, string>, Map<string, string>]
  const shared = [...one.keys()].filter((value) => another.has(value))
  expect(shared.length).toBeGreaterThan(20)
  expect(shared.map((value) => one.get(value))).toEqual(shared.map((value) => another.get(value)))
})
