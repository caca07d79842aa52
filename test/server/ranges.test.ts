import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readyExport } from '../support/emulator.ts'
import { readStorageError } from '../support/storage-error.ts'

/** One object that is kept encoded, and one that is made while it is sent. */
const objects: [kind: string, rows: number][] = [
  ['kept', 1000],
  ['streamed', 5000],
]

describe.each(objects)('of a %s object', (kind, rows) => {
  const ready = async () => {
    const { balkanid, url } = await readyExport({ rows })
    const whole = (await balkanid.download(url)).rawPayload
    const part = (range: string) => balkanid.download(url, { range })
    return { part, whole, size: whole.length }
  }

  test('(it is on its side of 1 MiB)', async () => {
    const { size } = await ready()
    expect({ kept: size <= 2 ** 20, streamed: size > 2 ** 20 }).toMatchObject({ [kind]: true })
  })

  test.each<[string, (size: number) => string, (size: number) => [from: number, to: number]]>([
    ['the first byte', () => 'bytes=0-0', () => [0, 1]],
    ['the first thousand', () => 'bytes=0-999', () => [0, 1000]],
    ['some in the middle', () => 'bytes=70000-150000', () => [70_000, 150_001]],
    ['the last byte', (size) => `bytes=${size - 1}-${size - 1}`, (size) => [size - 1, size]],
    ['all from one on', () => 'bytes=100000-', (size) => [100_000, size]],
    ['all from the last on', (size) => `bytes=${size - 1}-`, (size) => [size - 1, size]],
    ['the last five hundred', () => 'bytes=-500', (size) => [size - 500, size]],
    ['all of them', () => 'bytes=0-', (size) => [0, size]],
    ['more than there are', () => 'bytes=10-999999999999', (size) => [10, size]],
    ['a suffix longer than the object', () => 'bytes=-999999999999', (size) => [0, size]],
    ['numbers no double can hold', () => `bytes=5-${'9'.repeat(400)}`, (size) => [5, size]],
    ['the unit in capitals, which mean the same', () => 'BYTES=0-9', () => [0, 10]],
  ])('%s', async (_, range, expected) => {
    const { part, whole, size } = await ready()
    const [from, to] = expected(size)
    const response = await part(range(size))
    expect(response.statusCode).toBe(206)
    expect(response.headers).toMatchObject({
      'content-range': `bytes ${from}-${to - 1}/${size}`,
      'content-length': String(to - from),
      'content-type': 'text/csv',
    })
    expect(response.rawPayload.equals(whole.subarray(from, to))).toBe(true)
  })

  test.each<[string, (size: number) => string]>([
    ['from its end on', (size) => `bytes=${size}-`],
    ['behind its end', (size) => `bytes=${size + 5}-${size + 9}`],
    ['the last none', () => 'bytes=-0'],
    ['from further than any number', () => `bytes=${'9'.repeat(400)}-`],
  ])('no bytes can be had %s: 416 tells the size', async (_, range) => {
    const { part, size } = await ready()
    const response = await part(range(size))
    expect(response.statusCode).toBe(416)
    expect(response.headers['content-range']).toBe(`bytes */${size}`)
    expect(readStorageError(response.body)).toMatchObject({
      Code: 'InvalidRange',
      RangeRequested: range(size),
      ActualObjectSize: String(size),
    })
  })

  test.each([
    'bytes=0-9,20-29',
    'bytes=9-5',
    'bytes=-',
    'bytes=',
    'bytes',
    'bytes=a-b',
    'bytes=0x0-0x9',
    'bytes=1.5-9',
    'bytes=--5',
    'rows=0-9',
    '0-9',
    '',
  ])('Range: %s is not understood, so the whole is sent', async (range) => {
    const { part, whole } = await ready()
    const response = await part(range)
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-range']).toBeUndefined()
    expect(response.rawPayload.equals(whole)).toBe(true)
  })

  test('parts that follow one another make the whole', async () => {
    const { part, whole, size } = await ready()
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: size - 1 }), { maxLength: 6 }), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), size]
        const ranges = edges.slice(1).map((to, i) => `bytes=${edges[i]}-${to - 1}`)
        const parts = await Promise.all(ranges.map(part))
        expect(Buffer.concat(parts.map(({ rawPayload }) => rawPayload)).equals(whole)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})

test('for HEAD, Range means nothing', async () => {
  const { balkanid, pollingUrl } = await readyExport()
  const [plain, ranged] = [
    await balkanid.head(pollingUrl),
    await balkanid.head(pollingUrl, { range: 'bytes=0-9', 'if-range': '"x"' }),
  ]
  expect(ranged.statusCode).toBe(200)
  expect(ranged.headers['content-range']).toBeUndefined()
  expect(ranged.headers['content-length']).toBe(plain.headers['content-length'])
})

describe("with ranges 'ignored'", () => {
  test.each(['bytes=0-9', 'bytes=999999999-'])('Range: %s gets the whole', async (range) => {
    const { balkanid, url } = await readyExport({ ranges: 'ignored' })
    const [whole, ranged] = [await balkanid.download(url), await balkanid.download(url, { range })]
    expect(ranged.statusCode).toBe(200)
    expect(ranged.rawPayload.equals(whole.rawPayload)).toBe(true)
  })

  test('the answers say so', async () => {
    const { balkanid, url, pollingUrl } = await readyExport({ ranges: 'ignored' })
    const answers = [await balkanid.head(pollingUrl), await balkanid.download(url)]
    expect(answers.map(({ headers }) => headers['accept-ranges'])).toEqual(['none', 'none'])
  })
})

test('ranges are offered', async () => {
  const { balkanid, url, pollingUrl } = await readyExport()
  const answers = [await balkanid.head(pollingUrl), await balkanid.download(url)]
  expect(answers.map(({ headers }) => headers['accept-ranges'])).toEqual(['bytes', 'bytes'])
})
