import { describe, expect, test } from 'vitest'
import { admin } from '../../support/admin.ts'
import { host } from '../../support/emulator.ts'
import { listLogger } from '../../support/log-lines.ts'
import { idOf, problemOf } from '../../support/problem.ts'

const token = 'correct-horse-battery-staple'
const withToken = { authorization: `Bearer ${token}` }

const guarded = () => admin({ admin: { token } })

describe('a server with a token', () => {
  test.each<[string, Record<string, string>]>([
    ['none', {}],
    ['another', { authorization: 'Bearer wrong' }],
    ['the beginning of it', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${token}` }],
    ['nothing but the token', { authorization: token }],
  ])('refuses %s', async (_, headers) => {
    for (const path of ['', '/sandboxes', '/openapi.json', '/nowhere']) {
      const response = await guarded().get(path, headers)
      expect([response.statusCode, idOf(problemOf(response))]).toEqual([401, 'token-required'])
      expect(response.headers['www-authenticate']).toBe('Bearer realm="balkanid-mock"')
      expect(response.body).not.toContain(token)
    }
  })

  test.each(['Bearer', 'bearer', 'BEARER'])('takes it as %s', async (scheme) => {
    const response = await guarded().get('/sandboxes', { authorization: `${scheme} ${token}` })
    expect(response.statusCode).toBe(200)
  })

  test('asks for it before anything can be steered', async () => {
    const api = guarded()
    expect((await api.post('/sandboxes')).statusCode).toBe(401)
    expect(api.mock.count).toBe(1)
  })

  test('tells without it that it serves', async () => {
    expect((await guarded().get('/health')).statusCode).toBe(200)
    expect((await guarded().send('HEAD', '/health')).statusCode).toBe(200)
  })

  test('takes any host with it, since no page can know it', async () => {
    const api = guarded()
    expect((await api.get('/sandboxes', { ...withToken, host: 'balkanid-mock:4610' })).statusCode).toBe(200)
    expect((await api.get('/health', { ...withToken, host: 'balkanid-mock:4610' })).statusCode).toBe(200)
    const response = await api.get('/sandboxes', { authorization: 'Bearer wrong', host: 'balkanid-mock:4610' })
    expect(problemOf(response).remedy).toMatch(/--admin-host .* token/)
  })

  test.each<[string, Record<string, string>]>([
    ['Origin', { origin: 'https://evil.example' }],
    ['Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses other pages even with it, by %s', async (_, headers) => {
    const response = await guarded().get('/sandboxes', { ...withToken, ...headers })
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([403, 'cross-site'])
  })

  test('says in its document that it asks for one', async () => {
    const response = await guarded().get('/openapi.json', withToken)
    expect(response.json()).toMatchObject({
      security: [{ Token: [] }],
      components: { securitySchemes: { Token: { type: 'http', scheme: 'bearer' } } },
      paths: { '/__mock/health': { get: { security: [] } } },
    })
  })

  test('never tells it, neither in answers nor in the log nor in the journal', async () => {
    const { logger, lines } = listLogger('trace')
    const api = admin({ admin: { token }, logger })
    const bodies = [
      await api.get('', withToken),
      await api.get('/openapi.json', withToken),
      await api.get('/nowhere', withToken),
      await api.balkanid.send({ url: '/nowhere', headers: { host, ...withToken } }),
      await api.get('/sandboxes/default/exchanges', withToken),
      await api.get('/sandboxes/default/exchanges?format=har', withToken),
    ].map(({ body, headers }) => body + JSON.stringify(headers))
    expect(bodies.join('\n')).not.toContain(token)
    expect(lines).not.toEqual([])
    expect(JSON.stringify(lines)).not.toContain(token)
  })
})
