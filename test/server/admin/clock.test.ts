import { describe, expect, test } from 'vitest'
import { admin } from '../../support/admin.ts'
import { problemOf } from '../../support/problem.ts'

const start = '2026-01-01T00:00:00.000Z'

async function withManualClock() {
  const api = admin()
  await api.post('/sandboxes', { id: 'mine', clock: 'manual' })
  return api
}

describe('GET /__mock/sandboxes/<id>/clock', () => {
  test('tells the time as the in-process API does', async () => {
    const api = await withManualClock()
    const response = await api.get('/sandboxes/mine/clock')
    expect(response.json()).toEqual(api.mock.sandbox('mine').clock.describe())
    expect(response.json()).toMatchObject({ mode: 'manual', now: start, scale: 0 })
  })
})

describe('POST /__mock/sandboxes/<id>/clock', () => {
  test.each<[string, object, object]>([
    ['moves on by a duration', { advance: '59m59s' }, { mode: 'manual', now: '2026-01-01T00:59:59.000Z' }],
    ['moves on by milliseconds', { advance: 1500 }, { now: '2026-01-01T00:00:01.500Z' }],
    ['moves to an instant', { set: '2026-01-31T00:00:00Z' }, { now: '2026-01-31T00:00:00.000Z' }],
    ['moves to an earlier one', { set: '2025-12-31' }, { now: '2025-12-31T00:00:00.000Z' }],
    ["goes on as the machine's", { mode: 'real' }, { mode: 'real', now: '2026-03-04T05:06:07.000Z', scale: 1 }],
    ['goes on so many times as fast', { mode: { scale: 60 } }, { mode: 'scaled', now: start, scale: 60 }],
    ['stays manual', { mode: 'manual' }, { mode: 'manual', now: start, scale: 0 }],
  ])('%s', async (_, move, clock) => {
    expect((await (await withManualClock()).post('/sandboxes/mine/clock', move)).json()).toMatchObject(clock)
  })

  test('is answered when everything due has happened', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine', clock: 'manual', scenario: { call: [{ fault: 'delay', for: '1m' }] } })
    let isAnswered = false
    const call = api.balkanid
      .in('mine')
      .requestDownload('requests')
      .then(() => {
        isAnswered = true
      })
    await expect.poll(async () => (await api.get('/sandboxes/mine/clock')).json()).toMatchObject({ waiting: 1 })
    await api.post('/sandboxes/mine/clock', { advance: '59s' })
    expect(isAnswered).toBe(false)
    await api.post('/sandboxes/mine/clock', { advance: '1s' })
    await call
    expect((await api.get('/sandboxes/mine/clock')).json()).toMatchObject({ waiting: 0 })
  })

  test('makes exports ready', async () => {
    const api = admin()
    await api.post('/sandboxes', { id: 'mine', clock: 'manual', readyAfter: '10m' })
    const { pollingUrl } = await api.balkanid.in('mine').requestDownload('requests', undefined)
    expect(await api.balkanid.poll(pollingUrl)).toBe(404)
    await api.post('/sandboxes/mine/clock', { advance: '10m' })
    expect(await api.balkanid.poll(pollingUrl)).toBe(200)
  })

  test.each<[string, unknown, object]>([
    ['nothing', {}, { path: '' }],
    ['two at a time', { advance: '1s', set: '2026-01-31' }, { path: '' }],
    ['a word that is none', { advance: '1 hour' }, { path: 'advance', received: '"1 hour"' }],
    ['backwards', { advance: -1 }, { path: 'advance' }],
    ['for thousands of years', { advance: 1e15 }, { path: 'advance' }],
    ['no instant', { set: '2026-02-30' }, { path: 'set' }],
    ['no mode', { mode: 'reel' }, { path: 'mode', nearest: 'real' }],
    ['a speed that is none', { mode: { scale: 0 } }, { path: 'mode.scale' }],
    ['something else', { advanced: '1s' }, { path: 'advanced', nearest: 'advance' }],
  ])('refuses %s', async (_, move, mistake) => {
    const api = await withManualClock()
    const response = await api.post('/sandboxes/mine/clock', move)
    expect(problemOf(response).status).toBe(400)
    expect(response.json()).toMatchObject({ mistakes: [mistake] })
    expect(api.mock.sandbox('mine').clock.describe().now).toBe(start)
  })
})
