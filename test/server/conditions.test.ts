import { describe, expect, test } from 'vitest'
import { readyExport } from '../support/emulator.ts'
import { readStorageError } from '../support/storage-error.ts'

/** When the emulator's exports are ready, a second before it, and a second after it. */
const then = 'Wed, 04 Mar 2026 05:06:07 GMT'
const before = 'Wed, 04 Mar 2026 05:06:06 GMT'
const after = 'Wed, 04 Mar 2026 05:06:08 GMT'
/** Stands for the object's own entity tag. */
const own = '"own"'

interface Headers {
  readonly [name: string]: string
}

/** The object's answers to a GET and to a HEAD with these headers. */
async function answersTo(headers: Headers) {
  const { balkanid, pollingUrl, url } = await readyExport()
  const etag = String((await balkanid.head(pollingUrl)).headers.etag)
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(own, etag)]))
  return { get: await balkanid.download(url, sent), head: await balkanid.head(pollingUrl, sent), etag }
}

describe.each<[rule: string, cases: [headers: Headers, status: number][]]>([
  [
    'If-None-Match: 304 where the client has these bytes, comparing weakly',
    [
      [{ 'if-none-match': own }, 304],
      [{ 'if-none-match': `W/${own}` }, 304],
      [{ 'if-none-match': `"a", ${own} , "b"` }, 304],
      [{ 'if-none-match': '*' }, 304],
      [{ 'if-none-match': '"another"' }, 200],
      [{ 'if-none-match': '"a","b"' }, 200],
      [{ 'if-none-match': 'nonsense' }, 200],
    ],
  ],
  [
    'If-Match: 412 unless the object has one of the tags, comparing strongly',
    [
      [{ 'if-match': own }, 200],
      [{ 'if-match': `"a", ${own}` }, 200],
      [{ 'if-match': '*' }, 200],
      [{ 'if-match': `W/${own}` }, 412],
      [{ 'if-match': '"another"' }, 412],
      [{ 'if-match': 'nonsense' }, 412],
    ],
  ],
  [
    'If-Modified-Since: 304 unless it was ready later',
    [
      [{ 'if-modified-since': then }, 304],
      [{ 'if-modified-since': after }, 304],
      [{ 'if-modified-since': before }, 200],
    ],
  ],
  [
    'If-Unmodified-Since: 412 if it was ready later',
    [
      [{ 'if-unmodified-since': then }, 200],
      [{ 'if-unmodified-since': after }, 200],
      [{ 'if-unmodified-since': before }, 412],
    ],
  ],
  [
    'a date may be written in the three forms that RFC 9110, section 5.6.7, knows',
    [
      [{ 'if-modified-since': 'Wednesday, 04-Mar-26 05:06:07 GMT' }, 304],
      [{ 'if-modified-since': 'Wed Mar  4 05:06:07 2026' }, 304],
      [{ 'if-modified-since': 'Wed Mar  4 05:06:06 2026' }, 200],
      [{ 'if-unmodified-since': 'Wednesday, 04-Mar-26 05:06:06 GMT' }, 412],
      [{ 'if-unmodified-since': 'Friday, 04-Mar-94 05:06:06 GMT' }, 412],
    ],
  ],
  [
    'what is no HTTP date is ignored (RFC 9110, section 13.1.3)',
    ['nonsense', '', '12', 'January', '2000-01-01', '2000-01-01T00:00:00Z', 'Wed, 04 Mar 2000 05:06:07 PST'].flatMap(
      (date): [Headers, number][] => [
        [{ 'if-unmodified-since': date }, 200],
        [{ 'if-modified-since': date.replace('2000', '2030') }, 200],
      ],
    ),
  ],
  [
    'they are weighed in the order of RFC 9110, section 13.2.2',
    [
      [{ 'if-match': own, 'if-unmodified-since': before }, 200],
      [{ 'if-match': '"another"', 'if-unmodified-since': after }, 412],
      [{ 'if-none-match': '"another"', 'if-modified-since': after }, 200],
      [{ 'if-none-match': own, 'if-modified-since': before }, 304],
      [{ 'if-match': '"another"', 'if-none-match': own }, 412],
      [{ 'if-match': own, 'if-none-match': own }, 304],
      [{ 'if-unmodified-since': before, 'if-none-match': own }, 412],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%j: %d', async (headers, status) => {
    const { get, head } = await answersTo(headers)
    expect([get.statusCode, head.statusCode]).toEqual([status, status])
  })
})

describe.each<[rule: string, cases: [ifRange: string, status: number][]]>([
  [
    'If-Range: the part if these are still the same bytes, comparing strongly',
    [
      [own, 206],
      [then, 206],
      ['Wednesday, 04-Mar-26 05:06:07 GMT', 206],
    ],
  ],
  [
    'If-Range: else the whole',
    [
      ['"another"', 200],
      [`W/${own}`, 200],
      [before, 200],
      [after, 200],
      ['nonsense', 200],
      ['', 200],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s: %d', async (ifRange, status) => {
    const { get } = await answersTo({ range: 'bytes=0-9', 'if-range': ifRange })
    expect(get.statusCode).toBe(status)
  })
})

test('If-Range that does not match makes a range that cannot be had no error', async () => {
  const { get } = await answersTo({ range: 'bytes=999999999-', 'if-range': '"another"' })
  expect(get.statusCode).toBe(200)
})

test('If-Range without Range means nothing', async () => {
  expect((await answersTo({ 'if-range': own })).get.statusCode).toBe(200)
})

test('conditions go before ranges', async () => {
  expect((await answersTo({ range: 'bytes=0-9', 'if-none-match': own })).get.statusCode).toBe(304)
  expect((await answersTo({ range: 'bytes=999999999-', 'if-match': '"another"' })).get.statusCode).toBe(412)
})

test('304 has the tag and the date, and no body', async () => {
  const { get, head, etag } = await answersTo({ 'if-none-match': own })
  expect(get.headers).toMatchObject({ etag, 'last-modified': then })
  expect(head.headers).toMatchObject({ etag, 'last-modified': then })
  expect([get.rawPayload.length, head.rawPayload.length]).toEqual([0, 0])
  expect(get.headers['content-length'] ?? head.headers['content-length']).toBeUndefined()
})

test('412 is an error of S3, with its reason', async () => {
  const { get, head } = await answersTo({ 'if-match': '"another"' })
  expect(readStorageError(get.body)).toMatchObject({ Code: 'PreconditionFailed' })
  expect(get.headers['content-type']).toBe('application/xml')
  expect(head.body).toBe('')
})

test('the same options give the same tag, other ones another', async () => {
  const tagWith = async (options: object) => {
    const { balkanid, pollingUrl } = await readyExport(options)
    return (await balkanid.head(pollingUrl)).headers.etag
  }
  const tags = await Promise.all([{}, {}, { seed: 2 }, { rows: 999 }, { dialect: { bom: true } }].map(tagWith))
  expect(tags[0]).toBe(tags[1])
  expect(new Set(tags).size).toBe(4)
})
