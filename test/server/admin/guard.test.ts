import { describe, expect, test } from 'vitest'
import { admin, expectDocumented } from '../../support/admin.ts'
import { host } from '../../support/emulator.ts'
import { idOf, problemOf } from '../../support/problem.ts'
import { exchange, requestText } from '../../support/raw-http.ts'
import { started } from '../../support/started.ts'

const origin = `http://${host}`

describe('a name that was made to lead here (DNS rebinding)', () => {
  test.each([
    'evil.example',
    'evil.example:4610',
    'localhost.evil.example:4610',
    '127.0.0.1.evil.example:4610',
    'notlocalhost',
    'evil@localhost',
    'localhost,evil.example',
    'evil.example#localhost',
    '[::1].evil.example',
  ])('can read nothing: Host %j', async (foreign) => {
    for (const path of ['/health', '', '/openapi.json', '/sandboxes', '/nowhere']) {
      const response = await admin().get(path, { host: foreign })
      expect([response.statusCode, idOf(problemOf(response))]).toEqual([403, 'foreign-host'])
      expect(problemOf(response).remedy).toContain('--admin-host')
    }
  })

  test('can steer nothing', async () => {
    const api = admin()
    const response = await api.send('POST', '/sandboxes', { headers: { host: 'evil.example' } })
    expect([response.statusCode, api.mock.count]).toEqual([403, 1])
  })

  test.each([
    'localhost',
    'LOCALHOST:4610',
    'localhost.:4610',
    'mock.localhost:4610',
    '127.0.0.1',
    '127.8.9.10:80',
    '[::1]:4610',
    '192.168.1.5:4610',
    '[fe80::1]:4610',
  ])('is none of those of this machine, nor an address: Host %s', async (own) => {
    expect((await admin().get('/health', { host: own })).statusCode).toBe(200)
  })

  test('may be one that the mock was told of', async () => {
    const api = admin({ admin: { hosts: ['Balkanid-Mock'] } })
    expect((await api.get('/sandboxes', { host: 'balkanid-mock:4610' })).statusCode).toBe(200)
  })

  test('may be that of the public URL', async () => {
    const api = admin({ publicUrl: 'https://mock.example.com:8443/x' })
    expect((await api.get('/sandboxes', { host: 'mock.example.com' })).statusCode).toBe(200)
  })
})

describe('a web page of elsewhere', () => {
  const foreign = 'https://evil.example'

  test.each<[string, 'GET' | 'POST' | 'PUT' | 'DELETE', string, Record<string, string>, string?]>([
    ['fetch without CORS, as text', 'POST', '/sandboxes', { origin: foreign, 'content-type': 'text/plain' }, '{}'],
    ['fetch without CORS, of a body without a type', 'POST', '/sandboxes', { origin: foreign }, '{}'],
    ['fetch without CORS, without a body', 'POST', '/sandboxes/default/reset', { origin: foreign }],
    [
      'a form',
      'POST',
      '/sandboxes',
      { origin: foreign, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-mode': 'navigate' },
      'rows=5',
    ],
    [
      'a form that looks like JSON',
      'POST',
      '/sandboxes',
      { origin: foreign, 'content-type': 'text/plain' },
      '{"id":"x","a":"="}',
    ],
    ['a page without an origin, such as a sandboxed frame', 'POST', '/sandboxes/default/reset', { origin: 'null' }],
    ['a beacon', 'POST', '/sandboxes/default/reset', { origin: foreign, 'content-type': 'text/plain' }],
    ['JSON, as if it had been allowed', 'PUT', '/scenarios/x', { origin: foreign, 'content-type': 'application/json' }],
    ['a deletion', 'DELETE', '/sandboxes/flaky-polls', { origin: foreign }],
    ['an image or a script', 'GET', '/sandboxes', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a link', 'GET', '/sandboxes', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['fetch with CORS', 'GET', '/sandboxes', { origin: foreign, 'sec-fetch-site': 'cross-site' }],
    ['an older browser', 'GET', '/sandboxes', { origin: foreign }],
    ['an EventSource', 'GET', '/sandboxes/default/exchanges/stream', { origin: foreign, accept: 'text/event-stream' }],
    ['a page on another port of this machine', 'GET', '/sandboxes', { origin: 'http://127.0.0.1:3000' }],
    ['the same, by another word', 'GET', '/sandboxes', { 'sec-fetch-site': 'same-site' }],
    ['this host by another scheme', 'GET', '/sandboxes', { origin: `https://${host}` }],
    ['a word that no browser says', 'GET', '/sandboxes', { 'sec-fetch-site': 'same-origin, cross-site' }],
    ['health', 'GET', '/health', { origin: foreign }],
  ])('is refused: %s', async (_, method, path, headers, body) => {
    const api = admin()
    const response = await api.send(method, path, { headers, ...(body !== undefined && { body }) })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([403, 'cross-site'])
    expect(corsFieldsOf(response.headers)).toEqual([])
    expect(api.mock.list().map(({ id }) => id)).toEqual(['default'])
  })

  test.each(['/sandboxes', '/health', '/nowhere', ''])('may not ask first: OPTIONS %s', async (path) => {
    const api = admin()
    const headers = {
      origin: foreign,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
      'access-control-request-private-network': 'true',
    }
    const response = await api.send('OPTIONS', path, { headers })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([403, 'preflight-refused'])
    expect(corsFieldsOf(response.headers)).toEqual([])
  })

  test('may not ask first even where it is of this origin', async () => {
    const headers = { origin, 'access-control-request-method': 'DELETE' }
    expect((await admin().send('OPTIONS', '/sandboxes/default', { headers })).statusCode).toBe(403)
  })
})

describe('a page of the mock itself, or a program', () => {
  test.each<[string, Record<string, string>]>([
    ['says nothing', {}],
    ['is of this origin', { origin, 'sec-fetch-site': 'same-origin' }],
    ['was opened by hand', { 'sec-fetch-site': 'none' }],
  ])('is answered: it %s', async (_, headers) => {
    const response = await admin().send('POST', '/sandboxes', { headers })
    expect(response.statusCode).toBe(201)
    expect(corsFieldsOf(response.headers)).toEqual([])
  })

  test('is of the public URL', async () => {
    const api = admin({ publicUrl: 'https://mock.example.com' })
    const headers = { host: 'mock.example.com', origin: 'https://mock.example.com' }
    expect((await api.get('/sandboxes', headers)).statusCode).toBe(200)
  })

  test('is behind a proxy that is trusted', async () => {
    const api = admin({ trustForwarded: true, admin: { hosts: ['inside'] } })
    const forwarded = { 'x-forwarded-host': 'mock.example.com', 'x-forwarded-proto': 'https' }
    const headers = { host: 'inside', origin: 'https://mock.example.com', ...forwarded }
    expect((await api.get('/sandboxes', headers)).statusCode).toBe(200)
  })
})

describe('over a real connection', () => {
  const close = { Connection: 'close' }

  test.each<[string, string, Record<string, string>, string]>([
    ['a foreign Host', 'GET /__mock/sandboxes HTTP/1.1', { Host: 'evil.example' }, 'foreign-host'],
    ['a foreign host in the target', 'GET http://evil.example/__mock/health HTTP/1.1', { Host: host }, 'foreign-host'],
    ['an empty Host', 'GET /__mock/health HTTP/1.1', { Host: '' }, 'foreign-host'],
    ['no Host', 'GET /__mock/health HTTP/1.0', {}, 'foreign-host'],
    [
      'a preflight',
      'OPTIONS /__mock/sandboxes HTTP/1.1',
      { Host: host, Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
      'preflight-refused',
    ],
    ['a foreign Origin', 'GET /__mock/health HTTP/1.1', { Host: host, Origin: 'https://evil.example' }, 'cross-site'],
  ])('%s is refused', async (_, line, headers, id) => {
    const { port } = await started()
    const [answer] = await exchange(port, requestText(line, { ...headers, ...close }))
    const response = { statusCode: answer!.status, headers: answer!.headers, body: answer!.body.toString() }
    const [method, target] = line.split(' ') as [string, string]
    expectDocumented(method, new URL(target, origin).pathname, response)
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([403, id])
    expect(corsFieldsOf(response.headers)).toEqual([])
  })
})

test.each<[string, Record<string, string>, number]>([
  ['PROPFIND', { Host: 'evil.example' }, 403],
  ['PROPFIND', { Host: host }, 405],
  ['TRACE', { Host: host }, 405],
])('a method that nothing has is guarded as well: %s %j', async (method, headers, status) => {
  const { port } = await started()
  const line = `${method} /__mock/sandboxes HTTP/1.1`
  const [answer] = await exchange(port, requestText(line, { ...headers, Connection: 'close' }))
  expect([answer!.status, answer!.headers['cache-control']]).toEqual([status, 'no-store'])
})

test('what is emulated is for everybody: only the paths of the mock itself are guarded', async () => {
  const headers = { host: 'evil.example', origin: 'https://evil.example' }
  const response = await admin().balkanid.post('rbac2', undefined, headers)
  expect(response.statusCode).toBe(200)
})

test.each(['/~flaky-polls/__mock/sandboxes', '/%5f%5fmock/sandboxes', '/__mock%2Fsandboxes'])(
  'no other spelling leads past the guards: %s',
  async (url) => {
    const response = await admin().balkanid.send({ url, headers: { host: 'evil.example' } })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([404, 'unknown-path'])
  },
)

test('what is spelled otherwise is no path of the mock, and is in the journal as such', async () => {
  const { balkanid } = admin({ limits: { bodyBytes: 10 } })
  const url = '/%5f%5fmock/sandboxes'
  await balkanid.send({ url })
  await balkanid.send({ method: 'POST', url, body: 'x'.repeat(11) })
  expect(balkanid.app.mock.root.exchanges()).toMatchObject([
    { status: 404, problem: 'unknown-path' },
    { status: 413, problem: 'body-too-large' },
  ])
})

function corsFieldsOf(headers: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'))
}
