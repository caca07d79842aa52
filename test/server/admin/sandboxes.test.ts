import { describe, expect, test } from 'vitest'
import { presetNames } from '../../../server/scenarios/presets.ts'
import { admin } from '../../support/admin.ts'
import { host } from '../../support/emulator.ts'
import { idOf, problemOf } from '../../support/problem.ts'

describe('POST /__mock/sandboxes', () => {
  test('makes a sandbox, says where it is, and describes it as the in-process API does', async () => {
    const api = admin()
    const response = await api.post('/sandboxes', { id: 'mine', seed: 7, rows: 5, readyAfter: '30s' })
    expect(response.statusCode).toBe(201)
    expect(response.headers.location).toBe('/__mock/sandboxes/mine')
    expect(response.json()).toEqual(api.mock.sandbox('mine').describe())
    expect(response.json()).toMatchObject({ id: 'mine', baseUrl: `http://${host}/~mine`, seed: 7 })
  })

  test('needs no body', async () => {
    expect((await admin().post('/sandboxes')).json()).toMatchObject({ id: 's1', scenario: null })
  })

  test('takes a scenario by its name', async () => {
    expect((await admin().post('/sandboxes', { scenario: 'never-ready' })).json()).toMatchObject({
      scenario: 'never-ready',
    })
  })

  test('takes a scenario that is written down', async () => {
    const api = admin()
    const scenario = { call: [{ fault: 'status', status: 503, when: { first: 1 } }] }
    const { id, scenario: name } = (await api.post('/sandboxes', { scenario })).json<{ id: string; scenario: string }>()
    expect(name).toBe('custom')
    const inside = api.balkanid.in(id)
    expect([(await inside.post('rbac2')).statusCode, (await inside.post('rbac2')).statusCode]).toEqual([503, 200])
  })

  test('reports everything that is wrong at once, each with its path and what was meant', async () => {
    const response = await admin().post('/sandboxes', {
      id: 'Not an id',
      sede: 1,
      rows: { requests: -1, rbac3: 5 },
      scenario: 'flaky-pols',
      clock: { scale: 0 },
      apiKeys: [{ id: 'a', secret: '' }],
    })
    expect(response.statusCode).toBe(400)
    expect(problemOf(response).title).toBe('7 things that were sent are wrong')
    expect(response.json<{ mistakes: readonly unknown[] }>().mistakes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'id', received: '"Not an id"' }),
        expect.objectContaining({ path: 'sede', nearest: 'seed' }),
        expect.objectContaining({ path: 'rows.requests', received: '-1' }),
        expect.objectContaining({ path: 'rows.rbac3', nearest: 'rbac2' }),
        expect.objectContaining({ path: 'scenario', nearest: 'flaky-polls' }),
        expect.objectContaining({ path: 'clock.scale', received: '0' }),
        expect.objectContaining({ path: 'apiKeys[0].secret' }),
      ]),
    )
  })

  test('reports what is wrong within a scenario by its path there', async () => {
    const scenario = { poll: [{ fault: 'status', status: 503, when: { frist: 2 } }, { fault: 'rest' }] }
    const response = await admin().post('/sandboxes', { scenario })
    expect(response.json()).toMatchObject({
      mistakes: [
        { path: expect.stringMatching(/^scenario\.poll\[0]\.when/) },
        { path: 'scenario.poll[1].fault', nearest: 'reset' },
      ],
    })
  })

  test('quotes no secret', async () => {
    const response = await admin().post('/sandboxes', { apiKeys: [{ id: 'a', secret: 'hunter2', more: 'hunter2' }] })
    expect(response.statusCode).toBe(400)
    expect(response.body).not.toContain('hunter2')
  })

  test('answers with no secret', async () => {
    const response = await admin().post('/sandboxes', { apiKeys: [{ id: 'a', secret: 'hunter2' }] })
    expect(response.json()).toMatchObject({ apiKeys: ['a'] })
    expect(response.body).not.toContain('hunter2')
  })

  test.each(['taken', 'default', 'never-ready'])('refuses an id that is taken: %s', async (id) => {
    const api = admin()
    await api.post('/sandboxes', { id: 'taken' })
    const response = await api.post('/sandboxes', { id })
    expect(response.statusCode).toBe(409)
    expect(idOf(problemOf(response))).toBe('sandbox-exists')
  })

  test('refuses one too many', async () => {
    const api = admin({ limits: { sandboxes: 1 } })
    await api.post('/sandboxes')
    const response = await api.post('/sandboxes')
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([409, 'too-many-sandboxes'])
  })
})

describe('baseUrl', () => {
  test('is where the client has reached the server', async () => {
    const response = await admin().send('POST', '/sandboxes', { headers: { host: 'LocalHost:9999' } })
    expect(response.json()).toMatchObject({ baseUrl: 'http://localhost:9999/~s1' })
  })

  test('is behind the public URL where there is one, and so is where the sandbox is described', async () => {
    const response = await admin({ publicUrl: 'https://mock.example.com/behind' }).post('/sandboxes')
    expect(response.json()).toMatchObject({ baseUrl: 'https://mock.example.com/behind/~s1' })
    expect(response.headers.location).toBe('/behind/__mock/sandboxes/s1')
  })

  test('leads into the sandbox', async () => {
    const api = admin()
    const { baseUrl } = (await api.post('/sandboxes', { notReadyPolls: 0 })).json<{ baseUrl: string }>()
    const response = await api.balkanid.send({ method: 'POST', url: `${baseUrl}/api/rest/v0/rbac2/download-url` })
    expect(new URL(response.json<{ url: string }>().url).pathname).toMatch(/^\/~s1\/storage\//)
  })
})

describe('GET /__mock/sandboxes', () => {
  test('lists them, the default one first', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine' })
    const listed = (await api.get('/sandboxes')).json<{ sandboxes: readonly unknown[] }>()
    expect(listed.sandboxes).toEqual(api.mock.list().map((each) => each.describe()))
    expect(listed.sandboxes).toMatchObject([{ id: 'default', baseUrl: `http://${host}` }, { id: 'mine' }])
  })
})

describe('GET /__mock/sandboxes/<id>', () => {
  test('describes the default sandbox', async () => {
    expect((await admin({ seed: 3 }).get('/sandboxes/default')).json()).toMatchObject({ id: 'default', seed: 3 })
  })

  test.each(presetNames)('describes that of a scenario, made or not: %s', async (name) => {
    expect((await admin().get(`/sandboxes/${encodeURIComponent(name)}`)).json()).toMatchObject({
      id: name,
      scenario: name,
    })
  })

  test.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/reset'],
    ['GET', '/clock'],
    ['POST', '/clock'],
    ['GET', '/exports'],
    ['GET', '/exports/1'],
    ['POST', '/exports/1/release'],
    ['POST', '/exports/1/expire'],
    ['GET', '/exchanges'],
    ['GET', '/exchanges/1'],
    ['GET', '/exchanges/stream'],
  ] as const)('there being none, %s %s says so, with the nearest', async (method, path) => {
    const api = admin()
    await api.post('/sandboxes', { id: 'my-suite' })
    const sent = { PATCH: { rows: 1 }, POST: { advance: 1 }, GET: undefined, DELETE: undefined }[method]
    const isBody = method === 'PATCH' || path === '/clock'
    const response = await api.send(method, `/sandboxes/my-siute${path}`, {
      ...(isBody && sent && { body: JSON.stringify(sent), headers: { 'content-type': 'application/json' } }),
    })
    expect(response.statusCode).toBe(404)
    expect(idOf(problemOf(response))).toBe('unknown-sandbox')
    expect(problemOf(response).remedy).toContain('"my-suite"')
  })
})

describe('PATCH /__mock/sandboxes/<id>', () => {
  test('changes it as the in-process API does, and leaves the rest', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine', seed: 7, rows: 5 })
    const response = await api.patch('/sandboxes/mine', { rows: 6, scenario: 'never-ready' })
    expect(response.json()).toEqual(api.mock.sandbox('mine').describe())
    expect(response.json()).toMatchObject({ seed: 7, rows: { requests: 6, rbac2: 6 }, scenario: 'never-ready' })
  })

  test('takes a choice back with null', async () => {
    const api = admin({ rows: 9 })
    await api.post('/sandboxes', { id: 'mine', rows: 5, scenario: 'never-ready', readyAfter: '1h' })
    const changes = { rows: null, scenario: null, readyAfter: null, notReadyPolls: 4 }
    expect((await api.patch('/sandboxes/mine', changes)).json()).toMatchObject({
      rows: { requests: 9, rbac2: 9 },
      scenario: null,
      readiness: { requests: { after: 'polls', polls: 4 } },
    })
  })

  test('changes the default sandbox as well', async () => {
    expect((await admin().patch('/sandboxes/default', { seed: 5 })).json()).toMatchObject({ seed: 5 })
  })

  test('changes nothing where something is wrong, and reports everything', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine', seed: 7 })
    const response = await api.patch('/sandboxes/mine', { seed: 8, rows: 'many', id: 'yours', scenario: 'flaky' })
    expect(response.json()).toMatchObject({
      mistakes: expect.arrayContaining([
        expect.objectContaining({ path: 'rows' }),
        expect.objectContaining({ path: 'id' }),
        expect.objectContaining({ path: 'scenario', nearest: 'flaky-polls' }),
      ]),
    })
    expect(api.mock.sandbox('mine').describe().seed).toBe(7)
  })

  test('needs a body', async () => {
    const response = await admin().patch('/sandboxes/default')
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([400, 'missing-body'])
  })
})

describe('DELETE /__mock/sandboxes/<id>', () => {
  test('ends it', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine' })
    const response = await api.delete('/sandboxes/mine')
    expect([response.statusCode, response.body]).toEqual([204, ''])
    expect((await api.get('/sandboxes/mine')).statusCode).toBe(404)
  })

  test('does not end the default one', async () => {
    const response = await admin().delete('/sandboxes/default')
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([409, 'default-sandbox'])
  })
})

describe('POST /__mock/sandboxes/<id>/reset', () => {
  test('begins it anew, exports and exchanges gone', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine', seed: 7 })
    await api.balkanid.in('mine').requestDownload('requests')
    expect((await api.get('/sandboxes/mine')).json()).toMatchObject({ exports: 1, exchanges: 1 })
    const response = await api.post('/sandboxes/mine/reset')
    expect(response.json()).toMatchObject({ id: 'mine', seed: 7, exports: 0, exchanges: 0 })
  })

  test('sets its clock back to where it began', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine', clock: 'manual' })
    await api.post('/sandboxes/mine/clock', { advance: '1h' })
    expect((await api.post('/sandboxes/mine/reset')).json()).toMatchObject({
      clock: { mode: 'manual', now: '2026-01-01T00:00:00.000Z' },
    })
  })

  test('takes no options', async () => {
    const response = await admin().post('/sandboxes/default/reset', { seed: 1 })
    expect(response.json()).toMatchObject({ status: 400, mistakes: [{ path: 'seed', expected: 'no member' }] })
  })
})

test('a sandbox that is steered counts as used', async () => {
  const api = admin({ limits: { sandboxIdle: '1m' } })
  await api.post('/sandboxes', { id: 'mine' })
  api.balkanid.clock.advance(59_000)
  await api.get('/sandboxes/mine')
  api.balkanid.clock.advance(59_000)
  expect((await api.get('/sandboxes/mine')).statusCode).toBe(200)
})
