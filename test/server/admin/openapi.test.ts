import { describe, expect, test } from 'vitest'
import { routes } from '../../../server/admin/routes/all.ts'
import { admin, adminOpenApi, schemaFindings } from '../../support/admin.ts'
import { host } from '../../support/emulator.ts'
import { examplesOf, redoclyFindings, schemaCheck, spectralFindings } from '../../support/openapi.ts'

const text = JSON.stringify(adminOpenApi)
const check = schemaCheck(adminOpenApi)

const documented = Object.entries(adminOpenApi.paths!).flatMap(([path, item]) =>
  Object.keys(item!)
    .filter((key) => key !== 'parameters')
    .map((method) => `${method.toUpperCase()} ${path}`),
)
const served = routes.flatMap(({ method, path, hasHead }) =>
  [method, ...(hasHead ? ['HEAD'] : [])].map((each) => `${each} /__mock${path}`),
)

describe('GET /__mock/openapi.json', () => {
  test('is the document, for where the reader has reached the server', async () => {
    const response = await admin().get('/openapi.json', { host: 'localhost:9999' })
    expect(response.json()).toEqual({
      ...JSON.parse(text),
      servers: [{ url: 'http://localhost:9999', description: 'This mock.' }],
    })
  })

  test("passes Redocly's recommended rules, without a warning", async () => {
    expect(await redoclyFindings(text)).toEqual([])
  })

  test("passes Spectral's rules for OpenAPI as well, and where a token is asked for", async () => {
    const api = admin({ admin: { token: 'x' } })
    const { body } = await api.get('/openapi.json', { authorization: 'Bearer x' })
    expect([...(await redoclyFindings(body)), ...(await spectralFindings(body))]).toEqual([])
  })

  test('has every operation that there is, and no other', () => {
    expect(documented.toSorted()).toEqual(served.toSorted())
  })

  test.each(examplesOf(adminOpenApi))('the example at $at holds to its schema', ({ schema, value }) => {
    expect(check(schema, value)).toEqual([])
  })
})

describe('every operation', () => {
  test('has an id of its own', () => {
    const ids = routes.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(served)('is there: %s', async (operation) => {
    const [method, path] = operation.split(' ') as ['GET', string]
    const url = path
      .replace('{id}', 'default')
      .replace('{name}', 'instant')
      .replaceAll(/\{\w+\}/g, '1')
    // The streams never end, so they are asked for in a way that they refuse.
    const query = /\/(?:stream|activity)$/.test(url) ? '?limit=x' : ''
    const response = await admin().balkanid.app.inject({ method, url: url + query, headers: { host } })
    expect([404, 405].includes(response.statusCode) && /unknown-path|method-not/.test(response.body)).toBe(false)
  })
})

// What the document promises of bodies is what the server checks by.
describe.each<[string, unknown, boolean]>([
  ['SandboxOptions', { id: 'mine', scenario: 'flaky-polls', clock: { scale: 60 }, rows: { requests: 5 } }, true],
  ['SandboxOptions', { scenario: { poll: [{ fault: 'status', status: 503 }] } }, true],
  ['SandboxOptions', { scenario: { poll: [{ fault: 'status', status: 99 }] } }, false],
  ['SandboxOptions', { rows: -1 }, false],
  ['SandboxOptions', { row: 1 }, false],
  ['SandboxChanges', { rows: null, scenario: null }, true],
  ['SandboxChanges', { id: 'mine' }, false],
  ['ScenarioDefinition', { call: [{ fault: 'throttle' }], readiness: { after: 'polls', polls: 2 } }, true],
  ['ScenarioDefinition', { call: [{ fault: 'none' }] }, false],
  ['ClockMove', { advance: '1h' }, true],
  ['ClockMove', { mode: { scale: 60 } }, true],
  ['ClockMove', { advance: '1h', set: '2026-01-01' }, false],
  ['ClockMove', {}, false],
])('the schema %s', (name, value, isGood) => {
  test(`${isGood ? 'takes' : 'refuses'} ${JSON.stringify(value)}, and so does the server`, async () => {
    expect(schemaFindings(name, value).length === 0).toBe(isGood)
    const [method, path] = {
      SandboxOptions: ['POST', '/sandboxes'] as const,
      SandboxChanges: ['PATCH', '/sandboxes/default'] as const,
      ScenarioDefinition: ['PUT', '/scenarios/x'] as const,
      ClockMove: ['POST', '/sandboxes/default/clock'] as const,
    }[name]!
    const headers = { 'content-type': 'application/json' }
    const response = await admin().send(method, path, { headers, body: JSON.stringify(value) })
    expect(response.statusCode < 400).toBe(isGood)
  })
})
