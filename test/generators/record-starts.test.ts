import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { bytesOf, edgesOf, openFile } from '../support/csv-files.ts'

describe.each(datasetSlugs)('%s: the known record start before an offset', (dataset) => {
  const open = (rows = 1000) => openFile(dataset, { rows })

  test('leaves whole records, the first ones of the file, when the rest is cut off', async () => {
    const file = await open()
    const records = [...file.records()]
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.size }), (offset) => {
        const [, ...left] = parse(bytesOf(file, 0, file.recordStartBefore(offset)))
        expect(left).toEqual(records.slice(0, left.length))
      }),
      { numRuns: 30 },
    )
  })

  test('is the start itself at each that is known', async () => {
    const file = await open()
    expect(edgesOf(file).map((edge) => file.recordStartBefore(edge))).toEqual(edgesOf(file))
  })

  test('is the one before that, a byte earlier', async () => {
    const file = await open()
    const [, ...edges] = edgesOf(file)
    expect(edges.map((edge) => file.recordStartBefore(edge - 1))).toEqual(edgesOf(file).slice(0, -1))
  })

  test('is never further away than a block of rows', async () => {
    const file = await open(10_000)
    const blocks = Math.ceil(10_000 / 96)
    expect(edgesOf(file)).toHaveLength(1 + 1 + blocks) // the beginning, the end of the header, the end of each block
  })

  test('is the end of the file, at the end and behind it', async () => {
    const file = await open()
    expect([file.size, file.size + 1, Number.MAX_SAFE_INTEGER].map((offset) => file.recordStartBefore(offset))).toEqual(
      Array(3).fill(file.size),
    )
  })

  test('is the beginning of the file, within the header', async () => {
    const file = await open(0)
    expect([0, 1, file.size - 1].map((offset) => file.recordStartBefore(offset))).toEqual([0, 0, 0])
  })
})
