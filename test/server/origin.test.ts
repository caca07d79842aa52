import { describe, expect, test } from 'vitest'
import type { MockOptions } from '../../server/index.ts'
import { type DownloadUrls, emulator, type Headers, pathOfDataset } from '../support/emulator.ts'
import { idOf, problemOf } from '../support/problem.ts'
import { connected } from '../support/raw-http.ts'
import { hasIpv6, started } from '../support/started.ts'

const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'mock.example.com' }

/** Where the URLs lead, and whether they hold when they are used there: with the host that a client takes from them. */
async function originFor(options: MockOptions, headers: Headers) {
  const balkanid = emulator({ notReadyPolls: 0, ...options })
  const { pollingUrl, url } = (await balkanid.post('rbac2', undefined, headers)).json<{
    pollingUrl: string
    url: string
  }>()
  expect(new URL(pollingUrl).origin).toBe(new URL(url).origin)
  const { host } = new URL(url)
  const followed = { ...headers, host, ...('x-forwarded-host' in headers && { 'x-forwarded-host': host }) }
  const statuses = [
    (await balkanid.head(pollingUrl, followed)).statusCode,
    (await balkanid.download(url, followed)).statusCode,
  ]
  return { origin: url.slice(0, url.indexOf('/storage/')), statuses }
}

describe('URLs lead to where the Host field says, and hold there:', () => {
  test.each([
    ['127.0.0.1:4610', 'http://127.0.0.1:4610'],
    ['localhost:8080', 'http://localhost:8080'],
    ['localhost', 'http://localhost'],
    ['[::1]:4610', 'http://[::1]:4610'],
    ['[2001:db8::1]', 'http://[2001:db8::1]'],
    ['balkanid-mock', 'http://balkanid-mock'],
    ['mock_service.internal:80', 'http://mock_service.internal'],
    ['mock.internal:443', 'http://mock.internal:443'],
    ['LocalHost:8080', 'http://localhost:8080'],
    ['[2001:DB8:0:0::1]:8080', 'http://[2001:db8::1]:8080'],
    ['host.docker.internal:4610', 'http://host.docker.internal:4610'],
  ])('%s', async (host, origin) => {
    expect(await originFor({}, { host })).toEqual({ origin, statuses: [200, 200] })
  })
})

test('a client that sends the host as it was first written is served too', async () => {
  const balkanid = emulator({ notReadyPolls: 0 })
  const headers = { host: 'LocalHost:80' }
  const { pollingUrl, url } = (await balkanid.post('rbac2', undefined, headers)).json<DownloadUrls>()
  const statuses = [await balkanid.head(pollingUrl, headers), await balkanid.download(url, headers)]
  expect(statuses.map(({ statusCode }) => statusCode)).toEqual([200, 200])
})

test.each(['localhost:65536', '256.0.0.1'])('%s, which no URL can hold, is refused', async (host) => {
  expect(idOf(problemOf(await emulator().post('rbac2', undefined, { host })))).toBe('unusable-host')
})

test('each client gets URLs for where it stands', async () => {
  const balkanid = emulator()
  const hosts = ['a:1', 'b:2', 'a:1']
  const answers = [
    await balkanid.post('rbac2', undefined, { host: hosts[0]! }),
    await balkanid.post('rbac2', undefined, { host: hosts[1]! }),
    await balkanid.post('rbac2', undefined, { host: hosts[2]! }),
  ]
  expect(answers.map((answer) => new URL(answer.json<{ url: string }>().url).host)).toEqual(hosts)
})

describe('X-Forwarded-Host and X-Forwarded-Proto', () => {
  test('are ignored', async () => {
    expect(await originFor({}, { host: 'localhost', ...forwarded })).toEqual({
      origin: 'http://localhost',
      statuses: [200, 200],
    })
  })

  test.each([
    ['both', forwarded, 'https://mock.example.com'],
    [
      'the port of the scheme',
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'Mock.example.com:443' },
      'https://mock.example.com',
    ],
    ['the host alone', { 'x-forwarded-host': 'mock.example.com:8443' }, 'http://mock.example.com:8443'],
    ['the scheme alone', { 'x-forwarded-proto': 'https' }, 'https://localhost'],
    [
      'a list: the first is what the client said',
      { 'x-forwarded-host': 'first.example, second.example' },
      'http://first.example',
    ],
    ['an unknown scheme', { 'x-forwarded-proto': 'gopher' }, 'http://localhost'],
    ['empty ones', { 'x-forwarded-host': '', 'x-forwarded-proto': '' }, 'http://localhost'],
  ])('are believed with trustForwarded: %s', async (_, headers: Headers, origin) => {
    const found = await originFor({ trustForwarded: true }, { host: 'localhost', ...headers })
    expect(found).toEqual({ origin, statuses: [200, 200] })
  })

  test('a forwarded host that cannot stand in a URL is refused by its name', async () => {
    const headers = { 'x-forwarded-host': 'a b' }
    const problem = problemOf(await emulator({ trustForwarded: true }).post('rbac2', undefined, headers))
    expect([idOf(problem), problem.received]).toEqual(['unusable-host', 'X-Forwarded-Host: a b'])
  })
})

describe('publicUrl', () => {
  test.each([
    ['https://mock.example.com', 'https://mock.example.com'],
    ['https://mock.example.com/', 'https://mock.example.com'],
    ['https://mock.example.com:443', 'https://mock.example.com'],
    ['http://mock.example.com:8080/balkan/id/', 'http://mock.example.com:8080/balkan/id'],
    ["https://mock.example.com/it's (ours)", "https://mock.example.com/it's%20(ours)"],
  ])('%s stands at the beginning of each URL, whatever Host says', async (publicUrl, origin) => {
    const balkanid = emulator({ publicUrl, trustForwarded: true })
    const response = await balkanid.post('rbac2', undefined, { host: 'localhost', ...forwarded })
    const { pollingUrl, url } = response.json<{ pollingUrl: string; url: string }>()
    const beginning = `${origin}/storage/00000000000000000000000001/rbac2.csv?`
    expect([pollingUrl, url].map((each) => each.slice(0, beginning.length))).toEqual([beginning, beginning])
  })

  test.each(['https://mock.example.com', 'https://mock.example.com/balkan', "https://mock.example.com/it's"])(
    'behind a proxy that strips its path, the URLs of %s hold, rewritten ones too',
    async (publicUrl) => {
      const balkanid = emulator({ publicUrl, notReadyPolls: 0 })
      const { pollingUrl, url } = await balkanid.requestDownload('rbac2')
      const stripped = (each: string) => each.slice(each.indexOf('/storage/'))
      const rewritten = stripped(url).replaceAll('%2F', '/')
      const statuses = [
        await balkanid.poll(stripped(pollingUrl)),
        (await balkanid.download(stripped(url))).statusCode,
        (await balkanid.download(rewritten)).statusCode,
      ]
      expect(statuses).toEqual([200, 200, 200])
    },
  )
})

test.runIf(hasIpv6)('over IPv6, HTTP/1.0 without Host gets an address in brackets', async () => {
  const { port } = await started({ host: '::' })
  const socket = await connected(port)
  socket.end(`POST ${pathOfDataset('rbac2')} HTTP/1.0\r\n\r\n`)
  const text = Buffer.concat(await socket.toArray()).toString()
  expect(text).toMatch(new RegExp(`"url":"http://(?:127\\.0\\.0\\.1|\\[::ffff:7f00:1\\]):${port}/storage/`))
})
