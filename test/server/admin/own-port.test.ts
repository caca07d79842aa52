import { describe, expect, onTestFinished, test } from 'vitest'
import { buildAdmin } from '../../../server/admin/app.ts'
import { adminProblems } from '../../../server/admin/problems.ts'
import type { AdminOptions } from '../../../server/admin/routes.ts'
import { OptionError } from '../../../server/index.ts'
import { admin, expectDocumented } from '../../support/admin.ts'
import { emulator, host } from '../../support/emulator.ts'
import { idOf, problemOf } from '../../support/problem.ts'
import { exchange, requestText } from '../../support/raw-http.ts'
import { started } from '../../support/started.ts'

const adminHost = '127.0.0.1:4611'

/** The admin API on a port of its own, in memory. */
function own(options: AdminOptions = {}, mockOptions: object = {}) {
  const balkanid = emulator({ ...mockOptions, admin: { enabled: false } })
  const app = buildAdmin(balkanid.app.mock, options)
  onTestFinished(() => app.close())
  return { balkanid, app }
}

describe('the admin API on a port of its own', () => {
  test('steers the same sandboxes, whose base URLs are those of the other port', async () => {
    const { balkanid, app } = own()
    const response = await app.inject({ method: 'POST', url: '/__mock/sandboxes', headers: { host: adminHost } })
    expectDocumented('POST', '/__mock/sandboxes', response)
    expect(response.json()).toEqual(balkanid.app.mock.sandbox('s1').describe())
    expect(response.json()).toMatchObject({ baseUrl: `http://${host}/~s1` })
  })

  test('says where it is itself', async () => {
    const { app } = own({}, { publicUrl: 'https://mock.example.com/x' })
    const response = await app.inject({ url: '/__mock', headers: { host: adminHost } })
    expect(response.json()).toMatchObject({ openapi: `http://${adminHost}/__mock/openapi.json` })
  })

  test.each(['/', '/nowhere', '/api/rest/v0/requests/download-url', '/~s1/__mock/health'])(
    'has nothing else: %s',
    async (url) => {
      const response = await own().app.inject({ url, headers: { host: adminHost } })
      expect([response.statusCode, idOf(problemOf(response))]).toEqual([404, 'unknown-path'])
    },
  )

  test.each(['/', '/__mock/health', '/__mock/sandboxes'])('is guarded as a whole: %s', async (url) => {
    const response = await own().app.inject({ url, headers: { host: 'evil.example' } })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([403, 'foreign-host'])
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  })

  test('takes JSON and nothing else', async () => {
    const { app } = own()
    const headers = { host: adminHost, 'content-type': 'text/plain' }
    const response = await app.inject({ method: 'POST', url: '/__mock/sandboxes', headers, payload: '{}' })
    expect(response.statusCode).toBe(415)
  })

  test.each([
    ['a URL that cannot be read', '/__mock/sandboxes/%zz', 400, 'bad-url'],
    ['an id that is too long to be one', `/__mock/sandboxes/${'x'.repeat(5000)}`, 404, 'unknown-sandbox'],
  ])('answers %s', async (_, url, status, id) => {
    const response = await own().app.inject({ url, headers: { host: adminHost } })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([status, id])
  })

  test('leaves health at the port of the emulated API', async () => {
    const server = await started({ admin: { port: 0 } })
    expect(new URL(server.adminUrl!).port).not.toBe(String(server.port))
    expect((await fetch(`${server.adminUrl}/sandboxes`)).status).toBe(200)
    expect((await fetch(`${server.baseUrl}/__mock/health`)).status).toBe(200)
    expect((await fetch(`${server.baseUrl}/__mock/sandboxes`)).status).toBe(404)
  })

  test('answers what is no HTTP, and a target with a host in it', async () => {
    const port = Number(new URL((await started({ admin: { port: 0 } })).adminUrl!).port)
    const [refused] = await exchange(port, 'nonsense\r\n\r\n')
    expect([refused!.status, JSON.parse(refused!.body.toString()).type]).toEqual([
      400,
      'urn:balkanid-mock:problem:bad-request',
    ])
    const line = `GET http://localhost:${port}/__mock HTTP/1.1`
    const [answer] = await exchange(port, requestText(line, { Host: 'evil.example', Connection: 'close' }))
    expect(answer!.status).toBe(200)
  })
})

describe('where the admin API is off', () => {
  const off = () => admin({ admin: { enabled: false } })

  test('health is left', async () => {
    expect((await off().get('/health')).statusCode).toBe(200)
    expect((await off().get('/health', { host: 'evil.example' })).statusCode).toBe(403)
  })

  test.each([
    ['GET', ''],
    ['GET', '/sandboxes'],
    ['POST', '/sandboxes'],
    ['GET', '/openapi.json'],
    ['DELETE', '/sandboxes/x'],
  ] as const)('and nothing else, as a problem says: %s %s', async (method, path) => {
    const api = off()
    const response = await api.balkanid.app.inject({ method, url: `/__mock${path}`, headers: { host } })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([404, 'admin-off'])
    expect(problemOf(response).remedy).toMatch(/--admin off.*--admin-port/)
  })

  test('the in-process API is as it was', async () => {
    const api = off()
    api.mock.create({ id: 'mine' })
    expect((await api.balkanid.in('mine').post('rbac2')).statusCode).toBe(200)
  })
})

describe('the problems of the admin API', () => {
  const mistakes = [{ path: 'rows', received: '-1', expected: 'more' }] as const
  const examples: readonly (readonly [string, { readonly type: string }])[] = [
    ['foreign-host', adminProblems['foreign-host']('x', true)],
    ['cross-site', adminProblems['cross-site']('x')],
    ['preflight-refused', adminProblems['preflight-refused']('x')],
    ['token-required', adminProblems['token-required']('x')],
    ['admin-off', adminProblems['admin-off']('GET', '/')],
    ['unknown-path', adminProblems['unknown-path']('GET', '/', 'x')],
    ['missing-body', adminProblems['missing-body']('x')],
    ['unsupported-media-type', adminProblems['unsupported-media-type']('x')],
    ['wrong-media-type', adminProblems['wrong-media-type'](undefined, 'text/csv')],
    ['body-too-large', adminProblems['body-too-large'](1)],
    ['unknown-exchange', adminProblems['unknown-exchange']('1', 'x')],
    ['wrong-options', adminProblems['wrong-options'](new OptionError(mistakes))],
  ]

  test('are all here', () => {
    expect(examples.map(([id]) => id)).toEqual(Object.keys(adminProblems))
  })

  test.each(examples)('have the type of their name: %s', (id, problem) => {
    expect(problem.type).toBe(`urn:balkanid-mock:problem:${id}`)
  })

  test('name a few mistakes in words and count the rest', () => {
    const many = Array.from({ length: 8 }, (_, i) => ({ path: `p${i}`, received: `r${i}`, expected: 'e' }))
    const { received, mistakes: all } = adminProblems['wrong-options'](new OptionError([many[0]!, ...many.slice(1)]))
    expect(received).toBe('r0 for p0; r1 for p1; r2 for p2; r3 for p3; r4 for p4; and 3 more')
    expect(all).toHaveLength(8)
  })
})
