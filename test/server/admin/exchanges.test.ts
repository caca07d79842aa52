import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../contracts/client/exchange.ts'
import { admin } from '../../support/admin.ts'
import { idOf, problemOf } from '../../support/problem.ts'

/** A call, two polls (404, 200), a download, a path that there is not. */
async function withExchanges() {
  const api = admin({ notReadyPolls: 1, rows: 2 })
  const { pollingUrl, url } = await api.balkanid.requestDownload('requests')
  await api.balkanid.polls(pollingUrl, 2)
  await api.balkanid.download(url)
  await api.balkanid.send({ url: '/nowhere' })
  const [{ id: exportId }] = api.mock.root.exports() as unknown as [{ id: string }]
  const list = async (query = '') =>
    (await api.get(`/sandboxes/default/exchanges${query}`)).json<{ exchanges: Exchange[]; dropped: number }>()
  return { api, exportId, list }
}

describe('GET /__mock/sandboxes/<id>/exchanges', () => {
  test('lists them as the in-process API does', async () => {
    const { api, list } = await withExchanges()
    expect(await list()).toEqual({ exchanges: api.mock.root.exchanges(), dropped: 0 })
  })

  test('lists none of its own', async () => {
    const { list } = await withExchanges()
    await list()
    expect((await list()).exchanges).toHaveLength(5)
  })

  test.each<[string, number[]]>([
    ['', [1, 2, 3, 4, 5]],
    ['?phase=poll', [2, 3]],
    ['?phase=other', [5]],
    ['?method=head', [2, 3]],
    ['?status=404', [2, 5]],
    ['?status=404&phase=poll', [2]],
    ['?after=3', [4, 5]],
    ['?limit=2', [4, 5]],
    ['?limit=0', []],
    ['?fault=true', []],
    ['?fault=false&limit=1', [5]],
    ['?problem=unknown-path', [5]],
    ['?export=none', []],
  ])('gives those that %s asks for', async (query, ids) => {
    const { list } = await withExchanges()
    expect((await list(query)).exchanges.map(({ id }) => id)).toEqual(ids)
  })

  test('gives those of an export', async () => {
    const { exportId, list } = await withExchanges()
    expect((await list(`?export=${exportId}`)).exchanges.map(({ phase }) => phase)).toEqual([
      'call',
      'poll',
      'poll',
      'download',
    ])
  })

  test('gives those in which a fault acted', async () => {
    const api = admin()
    await api.balkanid.in('server-error').post('requests', {})
    expect((await api.get('/sandboxes/server-error/exchanges?fault=status')).json()).toMatchObject({
      exchanges: [{ fault: 'status', status: 500 }],
    })
  })

  test('says how many are gone', async () => {
    const api = admin({ limits: { exchangesPerSandbox: 2 } })
    for (let i = 0; i < 5; i++) await api.balkanid.send({ url: '/nowhere' })
    expect((await api.get('/sandboxes/default/exchanges')).json()).toMatchObject({
      exchanges: [{ id: 4 }, { id: 5 }],
      dropped: 3,
    })
  })

  test.each<[string, object]>([
    ['?phase=pol', { path: 'phase', received: '"pol"', nearest: 'poll' }],
    ['?phse=poll', { path: 'phse', nearest: 'phase' }],
    ['?status=ok', { path: 'status', received: '"ok"' }],
    ['?after=-1', { path: 'after' }],
    ['?limit=1.5', { path: 'limit' }],
    ['?phase=poll&phase=call', { path: 'phase', received: '["poll","call"]' }],
    ['?format=xml', { path: 'format' }],
  ])('refuses %s', async (query, mistake) => {
    const response = await admin().get(`/sandboxes/default/exchanges${query}`)
    expect(problemOf(response).status).toBe(400)
    expect(response.json()).toMatchObject({ mistakes: [mistake] })
  })

  test('reports everything that is wrong with a query at once', async () => {
    const response = await admin().get('/sandboxes/default/exchanges?phase=x&limit=y&z=1')
    expect(response.json<{ mistakes: readonly unknown[] }>().mistakes).toHaveLength(3)
  })
})

describe('as HTTP Archive', () => {
  test.each<[string, string, Record<string, string>]>([
    ['?format=har', '?format=har', {}],
    ['Accept', '', { accept: 'application/har+json' }],
    ['Accept among others', '', { accept: 'text/html;q=0.8, application/har+json;q=0.9' }],
  ])('with %s', async (_, query, headers) => {
    const { api } = await withExchanges()
    const response = await api.get(`/sandboxes/default/exchanges${query}`, headers)
    expect(response.headers['content-type']).toBe('application/har+json')
    expect(response.headers.vary).toBe('accept')
    expect(response.json<{ log: { entries: unknown[] } }>().log.entries).toHaveLength(5)
  })

  test('gives those that are asked for', async () => {
    const { api } = await withExchanges()
    const response = await api.get('/sandboxes/default/exchanges?format=har&phase=call')
    expect(response.json()).toMatchObject({ log: { version: '1.2', entries: [{ request: { method: 'POST' } }] } })
  })

  test.each<[string, string, Record<string, string>]>([
    ['any will do', '', { accept: '*/*' }],
    ['it is not wanted', '', { accept: 'application/har+json;q=0, application/json' }],
    ['the query says JSON', '?format=json', { accept: 'application/har+json' }],
  ])('not where %s', async (_, query, headers) => {
    const response = await admin().get(`/sandboxes/default/exchanges${query}`, headers)
    expect(response.headers['content-type']).toBe('application/json')
  })
})

describe('GET /__mock/sandboxes/<id>/exchanges/<number>', () => {
  test('shows one', async () => {
    const { api } = await withExchanges()
    expect((await api.get('/sandboxes/default/exchanges/3')).json()).toEqual(api.mock.root.exchanges()[2])
  })

  test.each(['0', '6', 'x', '1.0', '-1', '99999999999999999999'])('says that %s is none', async (number) => {
    const { api } = await withExchanges()
    const response = await api.get(`/sandboxes/default/exchanges/${number}`)
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([404, 'unknown-exchange'])
  })
})
