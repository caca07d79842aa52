import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buildAdmin } from '../../../server/admin/app.ts'
import type { AdminOptions } from '../../../server/admin/routes.ts'
import { type AppOptions, buildApp } from '../../../server/app.ts'
import { emulator, type Headers, host } from '../../support/emulator.ts'
import { idOf, problemOf } from '../../support/problem.ts'
import { exchange, requestText } from '../../support/raw-http.ts'
import { started } from '../../support/started.ts'

const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

function mock(options: AppOptions = {}) {
  const app = buildApp(options)
  onTestFinished(() => app.close())
  const get = (url: string, headers: Headers = html) => app.inject({ url, headers: { host, ...headers } })
  return { app, get, exchanges: () => app.mock.root.exchanges() }
}

/** The admin API, and with it the page, on a port of its own. */
function ownPort(options: AdminOptions = {}) {
  const { app: emulated } = emulator({ admin: { enabled: false } })
  const app = buildAdmin(emulated.mock, options)
  onTestFinished(() => app.close())
  return (url: string) => app.inject({ url, headers: { host: '127.0.0.1:4611', ...html } })
}

describe('a browser gets the page', () => {
  test.each(['/', '/?sandbox=s1', '/__mock', '/__mock/'])('at %s', async (url) => {
    const { get, exchanges } = mock()
    const response = await get(url)
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(response.body).toMatch(/^<!doctype html>/i)
    expect(exchanges()).toEqual([])
  })

  test.each(['/docs', '/docs/', '/docs?spec=admin'])('of the API reference at %s', async (url) => {
    const { get, exchanges } = mock()
    const response = await get(url)
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(response.body).toContain('API reference')
    expect(exchanges()).toEqual([])
  })

  test.each([
    ['/~s1', '/?sandbox=s1'],
    ['/~s1/', '/?sandbox=s1'],
    ['/%7Es1', '/?sandbox=s1'],
    ['/~a%2Fb%22', '/?sandbox=a%2Fb%22'],
    ['/~broken/nul', '/?sandbox=broken%2Fnul'],
    ['/~%zz', '/?sandbox=%25zz'],
  ])('of a sandbox, to where it is led: %s', async (url, location) => {
    const { get, exchanges } = mock()
    const response = await get(url)
    expect([response.statusCode, response.headers.location]).toEqual([302, location])
    expect(exchanges()).toEqual([])
  })
})

describe('a program gets what it always got', () => {
  test.each<[string, Headers]>([
    ['nothing', {}],
    ['anything', { accept: '*/*' }],
    ['JSON', { accept: 'application/json' }],
    ['all but HTML', { accept: 'text/html;q=0, */*' }],
    ['HTML not at all', { accept: 'text/html; q=0.000' }],
  ])('where it takes %s', async (_, headers) => {
    const { get, exchanges } = mock()
    expect(idOf(problemOf(await get('/', headers)))).toBe('unknown-path')
    expect(idOf(problemOf(await get('/~instant', headers)))).toBe('unknown-path')
    expect((await get('/__mock', headers)).headers['content-type']).toBe('application/json')
    expect(exchanges()).toHaveLength(1)
  })

  test.each(['POST', 'HEAD', 'PUT'] as const)('where it sends %s', async (method) => {
    const { app, exchanges } = mock()
    const response = await app.inject({ method, url: '/', headers: { host, ...html } })
    expect([response.statusCode, exchanges().length]).toEqual([404, 1])
  })

  test('at every path of the emulated API, whatever it takes', async () => {
    const { get } = mock()
    const response = await get('/api/rest/v0/rbac2/download-url')
    expect([response.statusCode, response.headers['content-type']]).toEqual([405, 'application/problem+json'])
  })
})

describe('the page is told', () => {
  const started = (body: string) => ({
    base: /<base href="([^"]*)">/.exec(body)?.[1],
    api: /<html [^>]*data-base-url="([^"]*)"/.exec(body)?.[1],
    ownPort: /<html [^>]*data-own-port="([^"]*)"/.exec(body)?.[1],
  })

  test('where this browser has reached it', async () => {
    const { body } = await mock().get('/', { ...html, host: 'localhost:9999' })
    expect(started(body)).toEqual({ base: '/', api: 'http://localhost:9999', ownPort: 'false' })
  })

  test('its path behind a proxy that strips one', async () => {
    const { get } = mock({ publicUrl: 'https://mock.example.com/a&b/' })
    const { body } = await get('/', { ...html, host: 'mock.example.com' })
    const at = 'https://mock.example.com/a&amp;b'
    expect(started(body)).toEqual({ base: '/a&amp;b/', api: at, ownPort: 'false' })
    expect((await get('/~s1', { ...html, host: 'mock.example.com' })).headers.location).toBe('/a&b/?sandbox=s1')
  })

  test('that the emulated API is at another port', async () => {
    const { body } = await ownPort()('/')
    expect(started(body)).toEqual({ base: '/', api: `http://${host}`, ownPort: 'true' })
  })
})

describe('where the admin API is', () => {
  test.each(['/', '/~s1', '/docs', '/__mock/', '/__mock/page/docs.js'])('off, there is no page: %s', async (url) => {
    const response = await mock({ admin: { enabled: false } }).get(url)
    expect([response.statusCode, response.headers['content-type']]).toEqual([404, 'application/problem+json'])
  })

  test.each(['/', '/__mock', '/__mock/', '/docs', '/__mock/page/docs.js'])(
    'at a port of its own, the page is there: %s',
    async (url) => {
      expect((await ownPort()(url)).statusCode).toBe(200)
    },
  )
})

describe('the files of the page', () => {
  test.each([
    ['/__mock/page/docs.js', 'text/javascript; charset=utf-8'],
    ['/__mock/page/docs.css', 'text/css; charset=utf-8'],
    ['/__mock/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
    ['/__mock/docs/swagger-ui.css', 'text/css; charset=utf-8'],
    ['/__mock/docs/openapi.json', 'application/json'],
  ])('have their media type, and are sent again only where they differ: %s', async (url, mediaType) => {
    const { get } = mock()
    const { statusCode, headers } = await get(url, { accept: '*/*' })
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, mediaType, 'no-cache'])
    const again = await get(url, { 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect((await get(url, { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  const folder = new URL('../../../server/dashboard/page/', import.meta.url)
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))

  test.each(all.filter((name) => /\.(?:js|css|svg)$/.test(name)))('are served: %s', async (name) => {
    const response = await mock().get(`/__mock/page/${name}`, {})
    expect([response.statusCode, response.rawPayload.equals(readFileSync(new URL(name, folder)))]).toEqual([200, true])
  })

  test.each([
    '/__mock/page/none.js',
    '/__mock/page/tsconfig.json',
    '/__mock/page/index.html',
    '/__mock/page/types.ts',
    '/__mock/page/timeline',
    '/__mock/page/timeline/',
    '/__mock/page/..%2Fserve-page.ts',
    '/__mock/page/%2e%2e%2fserve-page.js',
    '/__mock/page/..%5Cserve-page.js',
    '/__mock/page/.hidden.js',
    '/__mock/page/docs.js%00.css',
    '/__mock/page//docs.js',
    '/__mock/docs/package.json',
    '/__mock/docs/index.html',
    '/__mock/docs/swagger-ui.js',
  ])('are no others: %s', async (url) => {
    const response = await mock().get(url, {})
    expect([response.statusCode, response.headers['content-type']]).toEqual([404, 'application/problem+json'])
  })
})

test.each(['/__mock/page/../serve-page.ts', '/__mock/docs/../page/docs.js', '/__mock/page/../../../package.json'])(
  'no client that leaves dots in a path gets anything by it: %s',
  async (path) => {
    const { port } = await started()
    const [answer] = await exchange(port, requestText(`GET ${path} HTTP/1.1`, { Host: host, Connection: 'close' }))
    expect([answer!.status, answer!.headers['content-type']]).toEqual([404, 'application/problem+json'])
  },
)

describe('the documents of the reference', () => {
  test('are for this mock, as this browser reaches it', async () => {
    const { get } = mock()
    const emulated = (await get('/__mock/docs/openapi.json', { host: 'localhost:99' })).json()
    expect(JSON.stringify(emulated.paths)).not.toContain('"servers"') // storage is here too
    expect(emulated).toMatchObject({ servers: [{ url: 'http://localhost:99' }], info: { title: 'balkanid-mock' } })
  })

  test('name the port of the emulated API, where the page has another', async () => {
    expect((await ownPort()('/__mock/docs/openapi.json')).json()).toMatchObject({
      servers: [{ url: `http://${host}` }],
    })
  })
})

describe.each(['/', '/__mock/', '/docs', '/~s1', '/__mock/page/docs.js', '/__mock/docs/openapi.json'])(
  '%s is guarded',
  (url) => {
    test.each<[string, Headers, string]>([
      ['a foreign host', { ...html, host: 'evil.example' }, 'foreign-host'],
      ['a page of elsewhere', { ...html, origin: 'https://evil.example' }, 'cross-site'],
      ['a frame or a link of elsewhere', { ...html, 'sec-fetch-site': 'cross-site' }, 'cross-site'],
    ])('from %s', async (_, headers, id) => {
      const { get, exchanges } = mock()
      const response = await get(url, headers)
      expect([response.statusCode, idOf(problemOf(response)), exchanges()]).toEqual([403, id, []])
    })

    test('but needs no token', async () => {
      const response = await mock({ admin: { token: 'k3y-of-this-test' } }).get(url)
      expect(response.statusCode).toBeLessThan(400)
      expect(response.body).not.toContain('k3y-of-this-test')
    })

    test('and is not taken for something else', async () => {
      const { headers } = await mock().get(url)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      })
    })
  },
)

test('a mock that others can reach shows its page to nobody, unless there is a token', async () => {
  const { app, get } = mock()
  app.mock.isExposed = true
  expect(idOf(problemOf(await get('/')))).toBe('token-required')
  const guarded = mock({ admin: { token: 'k3y' } })
  guarded.app.mock.isExposed = true
  expect((await guarded.get('/')).statusCode).toBe(200)
})

test.each(['/', '/docs'])('%s runs nothing but what the mock serves, and tells nobody where it was', async (url) => {
  const { headers } = await mock().get(url)
  expect(String(headers['content-security-policy']).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
  expect(headers['referrer-policy']).toBe('no-referrer')
})
