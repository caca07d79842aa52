import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../../contracts/index.ts'
import { routes } from '../../../server/admin/routes/all.ts'
import { version } from '../../../server/index.ts'
import { admin } from '../../support/admin.ts'
import { host } from '../../support/emulator.ts'
import { idOf, problemOf } from '../../support/problem.ts'

describe('GET /__mock/health', () => {
  test('says that it serves, what, and how much', async () => {
    const api = admin({ seed: 3 })
    await api.balkanid.requestDownload('requests')
    await api.balkanid.in('instant').requestDownload('requests')
    expect((await api.get('/health')).json()).toEqual({
      status: 'ok',
      version,
      seed: 3,
      datasets: datasetSlugs,
      sandboxes: 2,
      exports: 2,
      downloads: 0,
    })
  })

  test('HEAD says that it serves', async () => {
    const response = await admin().send('HEAD', '/health')
    expect([response.statusCode, response.body]).toEqual([200, ''])
  })
})

describe('GET /__mock', () => {
  test('lists every operation with its whole URL', async () => {
    const { operations } = (await admin().get('')).json<{ operations: Record<string, string> }>()
    expect(Object.keys(operations)).toEqual(routes.map(({ method, path }) => `${method} http://${host}/__mock${path}`))
  })

  test('is laid out for people', async () => {
    expect((await admin().get('')).body).toMatch(/^\{\n {2}"name": "balkanid-mock",\n/)
  })
})

describe('every answer', () => {
  test.each([
    ['GET', '/health'],
    ['GET', '/sandboxes'],
    ['GET', '/nowhere'],
    ['PUT', '/sandboxes'],
    ['GET', '/sandboxes/none'],
    ['DELETE', '/sandboxes/default'],
  ] as const)('says that it is nothing for caches, frames and other pages: %s %s', async (method, path) => {
    expect((await admin().send(method, path)).headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
    })
  })
})

describe('a path that there is not', () => {
  test.each([
    ['GET', '/helth', 'GET /__mock/health'],
    ['GET', '/', 'GET /__mock'],
    ['GET', '/sandbox', 'GET /__mock/sandboxes'],
    ['GET', '/sandboxes/mine/exchange', 'GET /__mock/sandboxes/mine/exchanges'],
    ['POST', '/sandboxes/mine/exports/7/realease', 'POST /__mock/sandboxes/mine/exports/7/release'],
    ['GET', '/openapi.yaml', 'GET /__mock/openapi.json'],
  ] as const)('gets the nearest: %s %s', async (method, path, nearest) => {
    const response = await admin().send(method, path)
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([404, 'unknown-path'])
    expect(problemOf(response).remedy).toContain(nearest)
  })
})

describe('a method that a path has not', () => {
  test.each([
    ['POST', '/health', 'GET, HEAD'],
    ['GET', '/sandboxes/default/reset', 'POST'],
    ['PUT', '/sandboxes/default', 'GET, PATCH, DELETE'],
    ['HEAD', '/sandboxes', 'GET, POST'],
    ['OPTIONS', '/scenarios/x', 'GET, PUT, DELETE'],
    ['POST', '/sandboxes/default/exchanges/stream', 'GET'],
  ] as const)('is refused with those that it has: %s %s', async (method, path, allowed) => {
    const response = await admin().balkanid.app.inject({ method, url: `/__mock${path}`, headers: { host } })
    expect([response.statusCode, response.headers.allow]).toEqual([405, allowed])
  })
})

describe('a body', () => {
  test.each([
    ['text/plain', '{}'],
    ['application/x-www-form-urlencoded', 'rows=5'],
    ['application/merge-patch+json', '{}'],
    ['application/jsonp', '{}'],
    ['text/plain', ''],
    [undefined, '{}'],
  ])('is application/json and nothing else, not %s: %j', async (contentType, body) => {
    const headers = contentType === undefined ? {} : { 'content-type': contentType }
    const response = await admin().send('POST', '/sandboxes', { headers, body })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([415, 'unsupported-media-type'])
  })

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON ;charset=utf-8'])(
    'may be %s',
    async (contentType) => {
      const headers = { 'content-type': contentType }
      expect((await admin().send('POST', '/sandboxes', { headers, body: '{}' })).statusCode).toBe(201)
    },
  )

  test('is read up to its limit', async () => {
    const api = admin({ limits: { bodyBytes: 100 } })
    const response = await api.post('/sandboxes', { id: 'x'.repeat(100) })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([413, 'body-too-large'])
  })

  test('cannot reach what is behind objects', async () => {
    const response = await admin().post('/sandboxes', '{"__proto__":{"seed":9},"constructor":1}')
    expect(response.json()).toMatchObject({ mistakes: [{ path: '__proto__' }, { path: 'constructor' }] })
  })
})

test('a request for a query that an operation has not is refused', async () => {
  const response = await admin().get('/sandboxes?limit=1')
  expect(response.json()).toMatchObject({ status: 400, mistakes: [{ path: 'limit' }] })
})
