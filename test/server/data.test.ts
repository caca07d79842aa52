import { describe, expect, test } from 'vitest'
import { type DatasetSlug, datasetSlugs } from '../../contracts/index.ts'
import type { CsvFileSpec } from '../../generators/index.ts'
import type { MockOptions } from '../../server/index.ts'
import { bytesFor, columnsOf } from '../support/csv-files.ts'
import { emulator } from '../support/emulator.ts'

/** The bytes that a mock with these options serves. */
function served(dataset: DatasetSlug, options: MockOptions = {}, body?: object): Promise<Buffer> {
  return emulator({ notReadyPolls: 0, rows: 100, ...options }).fileOf(dataset, body)
}

describe.each(datasetSlugs)('the file of %s', (dataset) => {
  test.each<[MockOptions, Partial<CsvFileSpec>]>([
    [{}, { seed: 1 }],
    [{ seed: 42 }, { seed: 42 }],
    [{ rows: 0 }, { seed: 1, rows: 0 }],
    [{ rows: 7 }, { seed: 1, rows: 7 }],
    [{ referenceTime: '2030-06-01' }, { seed: 1, referenceTime: Date.UTC(2030, 5, 1) }],
    [
      { dialect: { header: 'starred', lineEnd: 'crlf', bom: true, quoting: 'always' } },
      { seed: 1, dialect: { header: 'starred', lineEnd: 'crlf', bom: true, quoting: 'always' } },
    ],
  ])('follows from the options: %j', async (options, spec) => {
    const expected = await bytesFor(dataset, { rows: 100, ...spec })
    expect((await served(dataset, options)).equals(expected)).toBe(true)
  })

  test('is the same for the same options, in another mock too', async () => {
    const [a, b] = [await served(dataset, { seed: 5 }), await served(dataset, { seed: 5 })]
    expect(a.equals(b)).toBe(true)
  })

  test('is the same for every export of one mock', async () => {
    const balkanid = emulator({ notReadyPolls: 0, rows: 100 })
    const [a, b] = [await balkanid.fileOf(dataset), await balkanid.fileOf(dataset)]
    expect(a.equals(b)).toBe(true)
  })

  test('is another for another seed', async () => {
    expect((await served(dataset, { seed: 5 })).equals(await served(dataset, { seed: 6 }))).toBe(false)
  })

  test('begins with the documented columns', async () => {
    const [header] = (await served(dataset)).toString().split('\n')
    expect(header).toBe(
      columnsOf(dataset)
        .map(({ name }) => name)
        .join(),
    )
  })

  test('begins with the starred ones of the sample, where that is asked for', async () => {
    const [header] = (await served(dataset, { dialect: { header: 'starred' } })).toString().split('\n')
    expect(header).toBe(
      columnsOf(dataset)
        .map((column) => column.header)
        .join(),
    )
  })
})

test('a reading of a contradiction reaches the bytes', async () => {
  const asHandle = await served('requests', { readings: { 'requests.username': 'handle' } })
  const expected = await bytesFor('requests', { seed: 1, rows: 100, readings: { username: 'handle' } })
  expect(asHandle.equals(expected)).toBe(true)
  expect(asHandle.equals(await served('requests'))).toBe(false)
})

test('each dataset can have its own number of rows', async () => {
  const balkanid = emulator({ notReadyPolls: 0, rows: { requests: 3, rbac2: 5 } })
  const lines = [await balkanid.fileOf('requests'), await balkanid.fileOf('rbac2')].map((file) => file.toString())
  expect(lines.map((text) => text.trimEnd().split('\n').length - 1)).toEqual([3, 5])
})

test('includeCompleted: false gives those rows of true that are not completed, in the same order', async () => {
  const balkanid = emulator({ notReadyPolls: 0, rows: 300 })
  const all = (await balkanid.fileOf('requests', { includeCompleted: true })).toString().trimEnd().split('\n')
  const open = (await balkanid.fileOf('requests', { includeCompleted: false })).toString().trimEnd().split('\n')
  expect(open.length).toBeLessThan(all.length)
  expect(open.length).toBeGreaterThan(1)
  expect(all.filter((line) => open.includes(line))).toEqual(open)
})

test('the clock does not reach the bytes', async () => {
  const balkanid = emulator({ notReadyPolls: 0, rows: 100 })
  const before = await balkanid.fileOf('requests')
  balkanid.clock.advance(365 * 24 * 3_600_000)
  expect((await balkanid.fileOf('requests')).equals(before)).toBe(true)
})
