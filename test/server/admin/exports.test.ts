import { describe, expect, test } from 'vitest'
import { admin } from '../../support/admin.ts'
import { idOf, problemOf } from '../../support/problem.ts'

async function withExport(options: object = {}) {
  const api = admin()
  await api.post('/sandboxes', { id: 'mine', ...options })
  const { pollingUrl, url } = await api.balkanid.in('mine').requestDownload('requests')
  const [{ id }] = api.mock.sandbox('mine').exports() as unknown as [{ id: string }]
  return { api, pollingUrl, url, path: `/sandboxes/mine/exports/${id}` }
}

describe('GET /__mock/sandboxes/<id>/exports', () => {
  test('lists them as the in-process API does', async () => {
    const { api } = await withExport()
    await api.balkanid.in('mine').requestDownload('rbac2')
    const { exports } = (await api.get('/sandboxes/mine/exports')).json<{ exports: readonly unknown[] }>()
    expect(exports).toEqual(api.mock.sandbox('mine').exports())
    expect(exports).toMatchObject([{ dataset: 'requests' }, { dataset: 'rbac2' }])
  })

  test('lists none of another sandbox', async () => {
    const { api } = await withExport()
    expect((await api.get('/sandboxes/default/exports')).json()).toEqual({ exports: [] })
  })
})

describe('GET /__mock/sandboxes/<id>/exports/<exportId>', () => {
  test('describes it, and what was asked of it so far', async () => {
    const { api, path, pollingUrl, url } = await withExport({ notReadyPolls: 1 })
    expect((await api.get(path)).json()).toMatchObject({
      state: 'preparing',
      readyAt: null,
      parameters: { includeCompleted: true },
    })
    await api.balkanid.polls(pollingUrl, 2)
    await api.balkanid.download(url)
    expect((await api.get(path)).json()).toMatchObject({ state: 'ready', polls: 2, downloads: 1 })
  })
})

describe('POST …/release', () => {
  test('makes it ready now', async () => {
    const { api, path, pollingUrl } = await withExport({ readiness: { after: 'release' } })
    expect(await api.balkanid.poll(pollingUrl)).toBe(404)
    expect((await api.post(`${path}/release`)).json()).toMatchObject({ state: 'ready' })
    expect(await api.balkanid.poll(pollingUrl)).toBe(200)
  })

  test('takes an empty object for a body as well', async () => {
    const { api, path } = await withExport()
    expect((await api.post(`${path}/release`, {})).statusCode).toBe(200)
  })
})

describe('POST …/expire', () => {
  test('lets its URLs expire now', async () => {
    const { api, path, pollingUrl } = await withExport({ notReadyPolls: 0 })
    expect(await api.balkanid.poll(pollingUrl)).toBe(200)
    expect((await api.post(`${path}/expire`)).json()).toMatchObject({ state: 'expired' })
    expect(await api.balkanid.poll(pollingUrl)).toBe(403)
  })
})

test.each([
  ['GET', ''],
  ['POST', '/release'],
  ['POST', '/expire'],
] as const)('an export that there is not is said to be none: %s %s', async (method, action) => {
  const response = await admin().send(method, `/sandboxes/default/exports/none${action}`)
  expect([response.statusCode, idOf(problemOf(response))]).toEqual([404, 'unknown-export'])
})
