import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, edgesOf, openFile, parametersOf } from '../support/csv-files.ts'

// Rows are made in blocks of 96: counts around that, less, and more.
const rowCounts = [0, 1, 95, 96, 97, 1000]
const files = [
  ...rowCounts.map((rows) => ['requests', rows, true] as const),
  ...rowCounts.map((rows) => ['requests', rows, false] as const),
  ...rowCounts.map((rows) => ['rbac2', rows, true] as const),
]

describe.each(files)('%s, %d rows, every parameter %s', (dataset, rows, value) => {
  const open = () => openFile(dataset, { rows, parameters: parametersOf(dataset, value) })

  test('the size is the number of bytes', async () => {
    const file = await open()
    expect(file.size).toBe(bytesOf(file).length)
  })

  test('any range is that part of the whole', async () => {
    const file = await open()
    const whole = bytesOf(file)
    const edges = edgesOf(file).flatMap((edge) => [edge - 1, edge, edge + 1])
    const offset = fc.oneof(
      fc.nat(file.size),
      fc.constantFrom(...edges.filter((edge) => edge >= 0 && edge <= file.size + 1)),
    )
    fc.assert(
      fc.property(offset, offset, (from, to) => {
        expect(bytesOf(file, from, to).equals(whole.subarray(from, to))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('a range that is empty, reversed or behind the end has no bytes', async () => {
    const file = await open()
    const ranges = [
      [0, 0],
      [10, 10],
      [file.size, file.size],
      [20, 10],
      [file.size + 5, file.size + 10],
    ]
    expect(ranges.flatMap(([from, to]) => [...file.bytes(from, to)])).toEqual([])
  })
})

test('without rows there is only the header', async () => {
  const file = await openFile('requests', { rows: 0 })
  expect(bytesOf(file).toString()).toMatch(/^Request ID,Requester,[^\n]*,Purpose Review ID\n$/)
  expect([...file.records()]).toEqual([])
})

test('chunks are of some 64 KiB, and made one at a time', async () => {
  const file = await openFile('requests', { rows: 100_000 })
  const lengths = Array.from(file.bytes(), ({ length }) => length).slice(1, -1)
  expect(Math.min(...lengths)).toBeGreaterThan(32 * 1024)
  expect(Math.max(...lengths)).toBeLessThan(128 * 1024)
})

test('no chunk is empty, wherever a range begins or ends', async () => {
  const file = await openFile('requests', { rows: 1000 })
  const ranges = edgesOf(file).flatMap((edge) => [file.bytes(edge), file.bytes(edge + 1), file.bytes(0, edge)])
  expect(ranges.flatMap((chunks) => Array.from(chunks, ({ length }) => length))).not.toContain(0)
})

test('whoever changes a chunk changes only their own', async () => {
  const file = await openFile('requests', { rows: 100 })
  const before = bytesOf(file)
  for (const chunk of file.bytes()) chunk.fill(0)
  expect(bytesOf(file).equals(before)).toBe(true)
})

test('a kept file takes of memory only the offsets of its blocks', async () => {
  const file = await openFile('requests', { rows: 96_000 })
  expect(file.footprint).toBe(8 * 1001)
})
