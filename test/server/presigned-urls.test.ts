import { describe, expect, test } from 'vitest'
import { awsPresignedUrl } from '../support/aws-signer.ts'
import { emulator, host, readyExport } from '../support/emulator.ts'
import { readStorageError } from '../support/storage-error.ts'

/** The export that the emulator makes first. */
const path = '/storage/00000000000000000000000001/requests.csv'

describe("AWS's own signer", () => {
  test.each(['HEAD', 'GET'] as const)('makes the same URL for %s', async (method) => {
    const balkanid = emulator()
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    const signedAt = new Date(balkanid.clock.now())
    const expected = await awsPresignedUrl({ method, host, path, signedAt, lifetimeSeconds: 900 })
    expect(parametersOf({ HEAD: pollingUrl, GET: url }[method])).toEqual(parametersOf(expected))
  })

  test('makes URLs that are accepted, with other lifetimes and times too', async () => {
    const { balkanid } = await readyExport()
    const signedAt = new Date(balkanid.clock.now() - 3_600_000)
    const url = await awsPresignedUrl({ method: 'GET', host, path, signedAt, lifetimeSeconds: 7200 })
    expect((await balkanid.download(url)).statusCode).toBe(200)
  })

  test('may sign further headers, which must then come unchanged', async () => {
    const { balkanid } = await readyExport()
    const signedAt = new Date(balkanid.clock.now())
    const headers = { 'x-amz-meta-client': 'a  client', range: 'bytes=0-9' }
    const url = await awsPresignedUrl({ method: 'GET', host, path, signedAt, lifetimeSeconds: 60, headers })
    const statuses = [
      (await balkanid.download(url, headers)).statusCode,
      (await balkanid.download(url, { ...headers, 'x-amz-meta-client': 'another' })).statusCode,
      (await balkanid.download(url, { range: 'bytes=0-9' })).statusCode,
    ]
    expect(statuses).toEqual([206, 403, 403])
  })

  test.each(['a', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'a signed header that is named %s and did not come is no more than missing',
    async (name) => {
      const { balkanid, url } = await readyExport()
      const changed = url.replace('SignedHeaders=host', `SignedHeaders=host%3B${name}`)
      expect((await balkanid.download(changed)).statusCode).toBe(403)
    },
  )
})

describe('a URL that a client wrote anew, meaning the same, is accepted, as S3 does', () => {
  test.each<[string, (url: string) => string]>([
    ['slashes of the credential as they are', (url) => url.replaceAll('%2F', '/')],
    ['percent-encoding in small letters', (url) => url.replaceAll('%2F', '%2f')],
    ['characters encoded that need not be', (url) => url.replace('us-east-1', '%75s%2Deast%2D1')],
    ['the path encoded where it need not be', (url) => url.replace('requests.csv', '%72equests%2Ecsv')],
    ['the query in another order', (url) => reorderedQuery(url)],
    ['a stray ampersand', (url) => url.replace('?', '?&')],
  ])('%s', async (_, rewritten) => {
    const balkanid = emulator({ notReadyPolls: 1 })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    expect(await balkanid.polls(rewritten(pollingUrl), 2)).toEqual([404, 200])
    expect((await balkanid.download(rewritten(url))).statusCode).toBe(200)
  })
})

describe('each URL is good for its own method', () => {
  test('GET on pollingUrl is refused, and told why', async () => {
    const { balkanid, pollingUrl } = await readyExport()
    const response = await balkanid.download(pollingUrl)
    expect(response.statusCode).toBe(403)
    expect(readStorageError(response.body)).toMatchObject({ Code: 'SignatureDoesNotMatch' })
    expect(response.headers['x-mock-hint']).toBe(
      'Received GET on a URL signed for HEAD. Send HEAD to pollingUrl and GET to url.',
    )
  })

  test('HEAD on url is refused, and told why', async () => {
    const { balkanid, url } = await readyExport()
    const response = await balkanid.head(url)
    expect(response.statusCode).toBe(403)
    expect(response.headers['x-mock-hint']).toBe(
      'Received HEAD on a URL signed for GET. Send HEAD to pollingUrl and GET to url.',
    )
  })

  test("with signedMethods 'any' both work for both", async () => {
    const { balkanid, pollingUrl, url } = await readyExport({ signedMethods: 'any' })
    const [poll, download] = [await balkanid.head(url), await balkanid.download(pollingUrl)]
    expect([poll.statusCode, download.statusCode]).toEqual([200, 200])
  })

  test("with signedMethods 'any' a changed URL is refused all the same", async () => {
    const { balkanid, pollingUrl } = await readyExport({ signedMethods: 'any' })
    expect((await balkanid.download(pollingUrl.replace('Expires=900', 'Expires=901'))).statusCode).toBe(403)
  })

  const otherMethods = ['PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'] as const

  test.each(otherMethods)('%s is refused', async (method) => {
    const { balkanid, url } = await readyExport()
    const response = await balkanid.send({ method, url })
    expect(response.statusCode).toBe(403)
    expect(readStorageError(response.body)).toMatchObject({ Code: 'SignatureDoesNotMatch' })
  })

  test.each(otherMethods)('%s, signed for itself, is a method that an object does not have', async (method) => {
    const { balkanid } = await readyExport()
    const signedAt = new Date(balkanid.clock.now())
    const url = await awsPresignedUrl({ method, host, path, signedAt, lifetimeSeconds: 60 })
    const response = await balkanid.send({ method, url })
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD'])
    expect(readStorageError(response.body)).toMatchObject({ Code: 'MethodNotAllowed', Method: method })
  })
})

describe('a URL is good for its lifetime', () => {
  test.each([
    ['1s', 1],
    ['15m', 900],
    ['168h', 604_800],
  ])('of %s: to the second', async (urlLifetime, seconds) => {
    const { balkanid, pollingUrl, url } = await readyExport({ urlLifetime })
    balkanid.clock.advance(seconds * 1000)
    expect([await balkanid.poll(pollingUrl), (await balkanid.download(url)).statusCode]).toEqual([200, 200])
    balkanid.clock.advance(1000)
    expect([await balkanid.poll(pollingUrl), (await balkanid.download(url)).statusCode]).toEqual([403, 403])
  })

  test('after which S3 says when it expired', async () => {
    const { balkanid, url } = await readyExport({ urlLifetime: '60s' })
    balkanid.clock.advance(61_000)
    expect(readStorageError((await balkanid.download(url)).body)).toMatchObject({
      Code: 'AccessDenied',
      Message: 'Request has expired',
      'X-Amz-Expires': '60',
      Expires: '2026-03-04T05:07:07.000Z',
      ServerTime: '2026-03-04T05:07:08.000Z',
    })
  })

  test('also where a client wrote it anew', async () => {
    const { balkanid, url } = await readyExport({ urlLifetime: '60s' })
    balkanid.clock.advance(60_000)
    expect((await balkanid.download(reorderedQuery(url))).statusCode).toBe(200)
    balkanid.clock.advance(1000)
    expect((await balkanid.download(reorderedQuery(url))).statusCode).toBe(403)
  })

  test('but not before it was signed: S3 forgives fifteen minutes', async () => {
    const { balkanid } = await readyExport()
    const signed = (ahead: number) =>
      awsPresignedUrl({
        method: 'GET',
        host,
        path,
        signedAt: new Date(balkanid.clock.now() + ahead),
        lifetimeSeconds: 9,
      })
    const [forgiven, early] = [await signed(900_000), await signed(901_000)]
    expect((await balkanid.download(forgiven)).statusCode).toBe(200)
    expect(readStorageError((await balkanid.download(early)).body)).toMatchObject({
      Code: 'AccessDenied',
      Message: 'Request is not yet valid',
    })
  })
})

/** The path and the parameters, whose order is free. */
function parametersOf(url: string): readonly string[] {
  return url.split(/[?&]/).sort()
}

function reorderedQuery(url: string): string {
  const [path, query] = url.split('?')
  return `${path}?${query!.split('&').reverse().join('&')}`
}
