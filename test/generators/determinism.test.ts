import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { CsvFile, defaultReferenceTime } from '../../generators/index.ts'
import { bytesFor, bytesOf, cellsFor, columnNames, openFile, recordsFor, specOf } from '../support/csv-files.ts'
import { timeOfUlid } from '../support/ulid.ts'

// The promise to users: a seed keeps its bytes, on every machine. A change of any of these hashes breaks it, so it means
// raising `dataVersion` in generators/csv-file.ts (ETags must change with the bytes) and a word in the changelog; then
// `npx vitest run determinism -u` writes the new ones.
test('1,000 rows from a seed are always the same bytes', async () => {
  const cases = datasetSlugs.flatMap((dataset) => [1, 42, 2026].map((seed) => ({ dataset, seed })))
  const hashes = cases.map(async ({ dataset, seed }) => {
    const bytes = await bytesFor(dataset, { seed })
    return `${dataset} ${seed}: ${createHash('sha256').update(bytes).digest('hex')}`
  })
  expect(await Promise.all(hashes)).toMatchInlineSnapshot(`
    [
      "requests 1: a30aaa9deeb3d714e7d8d3a62f186a14c9366fe931ef81fe4baa2ce7c3eb9380",
      "requests 42: e3893acad317bafac1d76d77451b713e52a5f667f1c230fc6d44dfe4df6ed42d",
      "requests 2026: 1bc637a90f73c8508d2371f67de58333b3a0a9c3b66d96088a72483627385103",
      "rbac2 1: 3916e64069afc861f82809c354dccf2d220d56892aff7dfb505390558d3bba89",
      "rbac2 42: 3aa95c3898150ad0564938215c74cfe86520c58138d3b521777addf0d7915260",
      "rbac2 2026: 0dd2ffc4554d02590363b4ec207e91ed1b2fb63852c7f46223fc28e05937171d",
    ]
  `)
})

describe.each(datasetSlugs)('%s', (dataset) => {
  test('the same seed gives the same bytes, whatever other companies were made meanwhile', async () => {
    const first = await bytesFor(dataset, { seed: 5 })
    await Promise.all(Array.from({ length: 10 }, (_, seed) => openFile(dataset, { seed: 100 + seed, rows: 1 })))
    expect(first.equals(await bytesFor(dataset, { seed: 5 }))).toBe(true)
  })

  test('two files that are opened at the same time do not get in each other’s way', async () => {
    const specs = [1, 2].map((seed) => specOf(dataset, { seed, rows: 30_000 }))
    const [one, two] = await Promise.all(specs.map((spec) => CsvFile.open(spec)))
    expect([one!.size, two!.size]).toEqual([bytesOf(one!).length, bytesOf(two!).length])
  })

  test('another seed gives other bytes, in every row', async () => {
    const [one, another] = await Promise.all([cellsFor(dataset, { seed: 1 }), cellsFor(dataset, { seed: 2 })])
    const rows = new Set(one.map((record) => record.join()))
    expect(another.filter((record) => rows.has(record.join()))).toEqual([])
  })

  test('a row does not depend on how many rows there are: short files are beginnings of long ones', async () => {
    const long = await openFile(dataset, { rows: 1_000_000 })
    const short = await bytesFor(dataset, { rows: 777 })
    expect(short.equals(bytesOf(long, 0, short.length))).toBe(true)
  })

  test('nor far behind the beginning', async () => {
    const [long, shorter] = await Promise.all([1_000_000, 600_007].map((rows) => openFile(dataset, { rows })))
    const middle = Math.floor(shorter!.size * 0.99)
    expect(bytesOf(long!, middle, shorter!.size).equals(bytesOf(shorter!, middle))).toBe(true)
  })

  test('nor on which rows were read before: ranges read backwards make the same file', async () => {
    const file = await openFile(dataset, { rows: 3000 })
    const whole = await bytesFor(dataset, { rows: 3000 })
    const starts = Array.from({ length: Math.ceil(file.size / 50_000) }, (_, index) => index * 50_000)
    const backwards = starts.toReversed().map((from) => bytesOf(file, from, from + 50_000))
    expect(whole.equals(Buffer.concat(backwards.toReversed()))).toBe(true)
  })

  test('nor on who else reads: interleaved readers of one file get what each would get alone', async () => {
    const file = await openFile(dataset, { rows: 2000 })
    const [records, whole, fromTheMiddle] = [file.records(), file.bytes(), file.bytes(Math.floor(file.size / 2))]
    const turns = Array.from({ length: 2000 }, () => [records.next(), whole.next(), fromTheMiddle.next()] as const)
    const joined = (reader: 1 | 2) => Buffer.concat(turns.flatMap((turn) => turn[reader].value ?? []))

    const alone = await openFile(dataset, { rows: 2000 })
    expect(turns.map(([record]) => record.value)).toEqual([...alone.records()])
    expect(joined(1).equals(bytesOf(alone))).toBe(true)
    expect(joined(2).equals(bytesOf(alone, Math.floor(alone.size / 2)))).toBe(true)
  })

  test('the dialect changes how cells are written, not what they hold', async () => {
    const dialect = { header: 'starred', lineEnd: 'crlf', bom: true, quoting: 'always' } as const
    expect(await cellsFor(dataset, { dialect })).toEqual(await cellsFor(dataset))
  })
})

describe('the reference time', () => {
  const tenDays = 10 * 86_400_000
  const later = { referenceTime: defaultReferenceTime + tenDays }
  const dates = ['Expiration Date', 'Provision Date', 'Scheduled Date']
  const ulids = ['Request ID', 'Entity Review ID', 'Purpose ID', 'Purpose Review ID']

  test.each(dates)('moves %s by as much as it moves itself', async (column) => {
    const inDays = (cell: string | undefined) => cell && Date.parse(`${cell.replace(' ', 'T')}Z`)
    const [before, after] = await Promise.all([recordsFor('requests'), recordsFor('requests', later)])
    const moved = before.map((record) => inDays(record[column]) && Number(inDays(record[column])) + tenDays)
    expect(after.map((record) => inDays(record[column]))).toEqual(moved)
  })

  test.each(ulids)('moves the time in %s too, and nothing else of it', async (column) => {
    const timeOf = (cell: string) => cell && timeOfUlid(cell)
    const [before, after] = await Promise.all([recordsFor('requests'), recordsFor('requests', later)])
    expect(after.map((record) => timeOf(record[column]!))).toEqual(
      before.map((record) => record[column] && timeOfUlid(record[column]!) + tenDays),
    )
    expect(after.map((record) => record[column]!.slice(10))).toEqual(before.map((record) => record[column]!.slice(10)))
  })

  test('leaves alone what holds no time', async () => {
    const [before, after] = await Promise.all([cellsFor('requests'), cellsFor('requests', later)])
    const changed = columnNames('requests').filter((_, at) =>
      before.some((record, row) => record[at] !== after[row]![at]),
    )
    expect(changed).toEqual(['Request ID', ...dates.slice(0, 2), 'App ID', 'Scheduled Date', ...ulids.slice(1)])
  })
})
