import { describe, expect, test } from 'vitest'
import { type CsvRecord, cellsFor, recordsFor, valuesOf } from '../support/csv-files.ts'
import { groupBy } from '../support/group-by.ts'

const everything = { parameters: { includeCompleted: true } }
const open = { parameters: { includeCompleted: false } }

const seeds = [0, 1, 42]
const cases = [16, 17, 31, 100, 500, 1000].flatMap((rows) => seeds.map((seed) => ({ rows, seed })))

describe.each(cases)('includeCompleted: false, of $rows rows from seed $seed,', (size) => {
  test('gives some requests and leaves some out', async () => {
    const [all, some] = await Promise.all([
      recordsFor('requests', { ...size, ...everything }),
      recordsFor('requests', { ...size, ...open }),
    ])
    const ids = valuesOf(some, 'Request ID')
    expect(ids.size).toBeGreaterThan(0)
    expect(ids.size).toBeLessThan(valuesOf(all, 'Request ID').size)
  })

  test('gives each of them with all its rows, unchanged and in their order', async () => {
    const [all, some] = await Promise.all([
      recordsFor('requests', { ...size, ...everything }),
      recordsFor('requests', { ...size, ...open }),
    ])
    const ids = valuesOf(some, 'Request ID')
    expect(some).toEqual(all.filter((record: CsvRecord) => ids.has(record['Request ID']!)))
  })

  test('gives the same again', async () => {
    expect(await cellsFor('requests', { ...size, ...open })).toEqual(await cellsFor('requests', { ...size, ...open }))
  })
})

test('any block of 16 rows has an open request and a completed one, which is why no file is without', async () => {
  const [all, some] = await Promise.all([
    recordsFor('requests', { rows: 16_000, ...everything }),
    recordsFor('requests', { rows: 16_000, ...open }),
  ])
  const ids = valuesOf(some, 'Request ID')
  const blocks = groupBy(all.keys(), (row) => Math.floor(row / 16))
  const oneSided = [...blocks.values()].filter(
    (rows) => new Set(rows.map((row) => ids.has(all[row]!['Request ID']!))).size < 2,
  )
  expect(blocks.size).toBe(1000)
  expect(oneSided).toEqual([])
})

test('the open requests of 500 rows are the first of those of 1,000 rows', async () => {
  const [few, many] = await Promise.all([500, 1000].map((rows) => cellsFor('requests', { rows, ...open })))
  expect(few!.length).toBeLessThan(many!.length)
  expect(many!.slice(0, few!.length)).toEqual(few)
})

test('all 1,000 rows are exported where completed requests are included', async () => {
  expect(await cellsFor('requests', everything)).toHaveLength(1000)
})

test('completed requests have mostly been provisioned, open ones mostly not', async () => {
  const [all, some] = await Promise.all([recordsFor('requests', everything), recordsFor('requests', open)])
  const openIds = valuesOf(some, 'Request ID')
  const provisioned = (records: CsvRecord[]) =>
    records.filter((record) => record['Provision Date'] !== '').length / records.length
  expect(provisioned(all.filter((record) => !openIds.has(record['Request ID']!)))).toBeGreaterThan(0.75)
  expect(provisioned(some)).toBeLessThan(0.25)
})

test('completed requests are exported where nothing is said about them, as in the documentation’s example', async () => {
  expect(await cellsFor('requests')).toEqual(await cellsFor('requests', everything))
})
