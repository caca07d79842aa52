import { describe, expect, test } from 'vitest'
import { presetNames } from '../../../server/scenarios/presets.ts'
import { admin } from '../../support/admin.ts'
import { idOf, problemOf } from '../../support/problem.ts'

const busy = { summary: 'The first poll gets 503.', poll: [{ fault: 'status', status: 503, when: { first: 1 } }] }

describe('GET /__mock/scenarios', () => {
  test('lists the presets, then those that were added, as the in-process API does', async () => {
    const api = admin({ scenarios: { configured: { seed: 4 } } })
    await api.put('/scenarios/busy', busy)
    const { scenarios } = (await api.get('/scenarios')).json<{ scenarios: readonly { name: string }[] }>()
    expect(scenarios).toEqual(api.mock.listScenarios())
    expect(scenarios.map(({ name }) => name)).toEqual([...presetNames, 'configured', 'busy'])
  })
})

describe('GET /__mock/scenarios/<name>', () => {
  test.each(presetNames)('shows %s as it is written down', async (name) => {
    const api = admin()
    const response = await api.get(`/scenarios/${encodeURIComponent(name)}`)
    expect(response.json()).toEqual(api.mock.scenario(name))
    expect(response.json()).toMatchObject({ name, isPreset: true })
  })
})

describe('PUT /__mock/scenarios/<name>', () => {
  test('adds one, says where it is, and its sandbox behaves so', async () => {
    const api = admin()
    const response = await api.put('/scenarios/busy', busy)
    expect([response.statusCode, response.headers.location]).toEqual([201, '/__mock/scenarios/busy'])
    expect(response.json()).toEqual({ name: 'busy', isPreset: false, ...busy })
    const { pollingUrl } = await api.balkanid.in('busy').requestDownload('requests')
    expect(await api.balkanid.polls(pollingUrl, 2)).toEqual([503, 404])
  })

  test('changes one, and sandboxes that have it behave so from now on', async () => {
    const api = admin()
    await api.put('/scenarios/busy', busy)
    await api.post('/sandboxes', { id: 'mine', scenario: 'busy' })
    const { pollingUrl } = await api.balkanid.in('mine').requestDownload('requests')
    const response = await api.put('/scenarios/busy', { poll: [{ fault: 'status', status: 502 }] })
    expect([response.statusCode, response.headers.location]).toEqual([200, undefined])
    expect(await api.balkanid.poll(pollingUrl)).toBe(502)
  })

  test('reports everything that is wrong at once, and adds nothing', async () => {
    const api = admin()
    const response = await api.put('/scenarios/busy', {
      sumary: 'x',
      rows: -1,
      poll: [{ fault: 'status', status: 99 }, { fault: 'rest' }, { fault: 'reset', when: { nth: 0 } }],
    })
    expect(problemOf(response).status).toBe(400)
    expect(response.json<{ mistakes: readonly { path: string }[] }>().mistakes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'sumary', nearest: 'summary' }),
        expect.objectContaining({ path: 'rows' }),
        expect.objectContaining({ path: 'poll[0].status', received: '99' }),
        expect.objectContaining({ path: 'poll[1].fault', nearest: 'reset' }),
        expect.objectContaining({ path: expect.stringMatching(/^poll\[2]\.when/) }),
      ]),
    )
    expect((await api.get('/scenarios/busy')).statusCode).toBe(404)
  })

  test('refuses two forms of one readiness', async () => {
    const response = await admin().put('/scenarios/busy', { notReadyPolls: 1, readyAfter: '1s' })
    expect(response.json()).toMatchObject({ status: 400, mistakes: [{ path: 'readyAfter' }] })
  })

  test('leaves the presets as they are', async () => {
    const response = await admin().put('/scenarios/flaky-polls', busy)
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([409, 'preset-scenario'])
  })

  test.each(['Busy', 'a%20b', 'default', '-x'])('refuses the name %s', async (name) => {
    expect((await admin().put(`/scenarios/${name}`, busy)).statusCode).toBe(400)
  })

  test.each([
    ['an array', '[]', 'body-not-object'],
    ['a text', '"busy"', 'body-not-object'],
    ['no JSON', '{"poll":', 'body-not-json'],
    ['nothing', '', 'missing-body'],
  ])('refuses %s', async (_, body, id) => {
    const response = await admin().put('/scenarios/busy', body)
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([400, id])
  })
})

describe('DELETE /__mock/scenarios/<name>', () => {
  test('removes one that was added', async () => {
    const api = admin()
    await api.put('/scenarios/busy', busy)
    expect((await api.delete('/scenarios/busy')).statusCode).toBe(204)
    expect((await api.get('/scenarios/busy')).statusCode).toBe(404)
  })

  test('not a preset', async () => {
    const response = await admin().delete('/scenarios/flaky-polls')
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([409, 'preset-scenario'])
  })

  test('not one that a sandbox has, which is named', async () => {
    const api = admin()
    await api.put('/scenarios/busy', busy)
    await api.post('/sandboxes', { id: 'mine', scenario: 'busy' })
    const response = await api.delete('/scenarios/busy')
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([409, 'scenario-in-use'])
    expect(problemOf(response).remedy).toContain('"mine"')
  })
})

test.each(['GET', 'DELETE'] as const)('a scenario that there is not is said to be none: %s', async (method) => {
  const response = await admin().send(method, '/scenarios/flaky-poll')
  expect([response.statusCode, idOf(problemOf(response))]).toEqual([404, 'unknown-scenario'])
})
