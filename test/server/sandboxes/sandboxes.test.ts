import { describe, expect, test } from 'vitest'
import { ControlError, OptionError } from '../../../server/index.ts'
import { emulator, host } from '../../support/emulator.ts'

describe('a base URL is a sandbox', () => {
  test('storage URLs of a sandbox lead into it', async () => {
    const balkanid = emulator()
    const { id } = balkanid.app.mock.create()
    const { pollingUrl, url } = await balkanid.in(id).requestDownload('requests')
    expect([pollingUrl, url].map((each) => new URL(each).pathname)).toEqual(
      Array(2).fill(expect.stringMatching(new RegExp(`^/~${id}/storage/\\d{26}/requests\\.csv$`))),
    )
  })

  test('the whole flow works there as it does at the root', async () => {
    const balkanid = emulator()
    const inside = balkanid.in(balkanid.app.mock.create({ rows: 5 }).id)
    const { pollingUrl, url } = await inside.requestDownload('requests')
    expect(await balkanid.polls(pollingUrl, 3)).toEqual([404, 404, 200])
    expect((await balkanid.download(url)).body.split('\n')).toHaveLength(7)
  })

  test('ids are counted, and none is used twice', async () => {
    const { mock } = emulator().app
    const first = mock.create()
    await first.delete()
    expect([first.id, mock.create().id, mock.create().id]).toEqual(['s1', 's2', 's3'])
  })

  test('an id can be chosen', () => {
    const { mock } = emulator().app
    expect(mock.create({ id: 'my-suite' }).baseUrl).toBe(`http://${host}/~my-suite`)
  })

  test.each(['', 'A', 'a b', '-a', 'a/b', 'ä', 'x'.repeat(65)])('but not %j', (id) => {
    expect(() => emulator().app.mock.create({ id })).toThrow(OptionError)
  })

  test.each(['taken', 'default', 'flaky-polls'])('nor one that is taken: %s', (id) => {
    const { mock } = emulator().app
    mock.create({ id: 'taken' })
    expect(() => mock.create({ id })).toThrow(expect.objectContaining({ code: 'sandbox-exists' }))
  })

  test('a sandbox that there is not is said to be none, with the nearest there is', async () => {
    const balkanid = emulator()
    balkanid.app.mock.create({ id: 'my-suite' })
    const response = await balkanid.in('my-siute').post('requests', {})
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({
      type: 'urn:balkanid-mock:problem:unknown-sandbox',
      received: 'the sandbox "my-siute"',
      remedy: expect.stringContaining('"my-suite"'),
    })
  })

  test.each(['/~never-ready', '/~flaky-polls', '/~instant'])('%s is there without being made', async (prefix) => {
    const balkanid = emulator()
    const response = await balkanid.send({ url: `${prefix}/api/rest/v0/rbac2/download-url`, method: 'POST' })
    expect(new URL(response.json<{ url: string }>().url).pathname).toMatch(new RegExp(`^${prefix}/storage/`))
  })

  test('there is no admin API inside a sandbox', async () => {
    const balkanid = emulator()
    expect((await balkanid.send({ url: '/~instant/__mock/health' })).statusCode).toBe(404)
  })

  test('a target that is nothing but a sandbox is its root', async () => {
    const response = await emulator().send({ url: '/~instant' })
    expect(response.json()).toMatchObject({ received: 'GET "/"' })
  })
})

describe('two sandboxes', () => {
  test("do not take each other's URLs", async () => {
    const balkanid = emulator({ notReadyPolls: 0 })
    const [a, b] = [balkanid.app.mock.create(), balkanid.app.mock.create()]
    const { pollingUrl } = await balkanid.in(a.id).requestDownload('requests')
    expect(await balkanid.poll(pollingUrl)).toBe(200)
    expect(await balkanid.poll(pollingUrl.replace(`/~${a.id}/`, `/~${b.id}/`))).toBe(403)
    expect(await balkanid.poll(pollingUrl.replace(`/~${a.id}/`, '/'))).toBe(403)
  })

  test('have data, readiness, keys and dialect of their own', async () => {
    const balkanid = emulator({ rows: 3 })
    const { mock } = balkanid.app
    const [a, b] = [
      mock.create({ seed: 7, readiness: { after: 'polls', polls: 0 } }),
      mock.create({ rows: 1, dialect: { lineEnd: 'crlf' }, apiKeys: [{ id: 'k', secret: 's' }], notReadyPolls: 1 }),
    ]
    const first = await balkanid.in(a.id).requestDownload('rbac2')
    expect(await balkanid.polls(first.pollingUrl, 1)).toEqual([200])
    expect((await balkanid.in(b.id).post('rbac2')).statusCode).toBe(401)
    const keys = { 'x-api-key-id': 'k', 'x-api-key-secret': 's' }
    const second = (await balkanid.in(b.id).post('rbac2', undefined, keys)).json<typeof first>()
    expect(await balkanid.polls(second.pollingUrl, 2)).toEqual([404, 200])
    const [fileA, fileB] = [await balkanid.download(first.url), await balkanid.download(second.url)]
    expect(fileA.body.split('\n')).toHaveLength(5)
    expect(fileB.body.split('\r\n')).toHaveLength(3)
  })

  test('have exports and exchanges of their own', async () => {
    const balkanid = emulator()
    const [a, b] = [balkanid.app.mock.create(), balkanid.app.mock.create()]
    await balkanid.in(a.id).requestDownload('requests')
    expect([a, b, balkanid.app.mock.root].map((each) => [each.exports().length, each.exchanges().length])).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ])
  })

  test('have clocks of their own', async () => {
    const { mock } = emulator().app
    const [a, b] = [mock.create({ clock: 'manual' }), mock.create({ clock: 'manual' })]
    await a.clock.advance('1h')
    expect([a, b].map(({ clock }) => clock.now().toISOString())).toEqual([
      '2026-01-01T01:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
    ])
  })
})

describe('update', () => {
  test('changes what is asked for from now on; exports keep the terms that they were born under', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create({ notReadyPolls: 1, rows: 2 })
    const before = await balkanid.in(sandbox.id).requestDownload('requests')
    sandbox.update({ readiness: { after: 'release' }, rows: 9, notReadyPolls: null })
    const after = await balkanid.in(sandbox.id).requestDownload('requests')
    expect(await balkanid.polls(before.pollingUrl, 2)).toEqual([404, 200])
    expect(await balkanid.polls(after.pollingUrl, 5)).toEqual([404, 404, 404, 404, 404])
    expect((await balkanid.download(before.url)).body.split('\n')).toHaveLength(4)
  })

  test('null takes a choice back', () => {
    const sandbox = emulator({ seed: 5 }).app.mock.create({ seed: 7, scenario: 'instant' })
    sandbox.update({ seed: null, scenario: null })
    expect(sandbox.describe()).toMatchObject({ seed: 5, scenario: null })
  })

  test('changes nothing where something is wrong', () => {
    const sandbox = emulator().app.mock.create({ seed: 7 })
    expect(() => sandbox.update({ seed: 8, rows: -1 })).toThrow(OptionError)
    expect(sandbox.describe().seed).toBe(7)
  })

  test('another scenario counts calls and exports from 1', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create()
    await balkanid.in(sandbox.id).requestDownload('requests')
    sandbox.update({ scenario: 'server-error-once' })
    const statuses = [await balkanid.in(sandbox.id).post('rbac2'), await balkanid.in(sandbox.id).post('rbac2')]
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([500, 200])
  })
})

describe('exports', () => {
  test('are described as they are', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create({ clock: 'manual', readiness: { after: 'duration', ms: 30_000 } })
    const { pollingUrl } = await balkanid.in(sandbox.id).requestDownload('requests')
    await balkanid.polls(pollingUrl, 2)
    await sandbox.clock.advance('31s')
    expect(sandbox.exports()).toEqual([
      {
        id: '00000000000000000000000001',
        dataset: 'requests',
        state: 'ready',
        issuedAt: '2026-01-01T00:00:00.000Z',
        readyAt: '2026-01-01T00:00:30.000Z',
        expiresAt: '2026-01-01T00:15:00.000Z',
        readiness: { after: 'duration', ms: 30_000 },
        parameters: { includeCompleted: true },
        rows: 1000,
        seed: 1,
        alterations: [],
        polls: 2,
        downloads: 0,
      },
    ])
  })

  test('become ready when they are released', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create({ readiness: { after: 'release' } })
    const { pollingUrl, url } = await balkanid.in(sandbox.id).requestDownload('requests')
    expect(await balkanid.polls(pollingUrl, 3)).toEqual([404, 404, 404])
    expect(sandbox.release(sandbox.exports()[0]!.id).state).toBe('ready')
    expect([await balkanid.poll(pollingUrl), (await balkanid.download(url)).statusCode]).toEqual([200, 200])
  })

  test('expire when they are told to, ready or not', async () => {
    const balkanid = emulator({ notReadyPolls: 0 })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    const { root } = balkanid.app.mock
    expect(root.expire(root.exports()[0]!.id).state).toBe('expired')
    const [polled, downloaded] = [await balkanid.head(pollingUrl), await balkanid.download(url)]
    expect([polled.statusCode, downloaded.statusCode]).toEqual([403, 403])
    expect(downloaded.body).toContain('<Message>Request has expired</Message>')
  })

  test('that there are not are said to be none', () => {
    const { root } = emulator().app.mock
    expect(() => root.export('nothing')).toThrow(ControlError)
    expect(() => root.release('nothing')).toThrow(expect.objectContaining({ code: 'unknown-export' }))
  })
})

describe('reset', () => {
  test('forgets exports and exchanges, and sets the clock back', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create({ clock: 'manual' })
    const { pollingUrl } = await balkanid.in(sandbox.id).requestDownload('requests')
    await sandbox.clock.advance('1h')
    await sandbox.reset()
    expect(sandbox.describe()).toMatchObject({ exports: 0, exchanges: 0, clock: { now: '2026-01-01T00:00:00.000Z' } })
    expect((await balkanid.head(pollingUrl)).headers['x-mock-hint']).toContain('the export is gone')
  })

  test('counts from 1 again', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create({ scenario: 'server-error-once' })
    const status = async () => (await balkanid.in(sandbox.id).post('rbac2')).statusCode
    const before = [await status(), await status()]
    await sandbox.reset()
    expect([...before, await status(), await status()]).toEqual([500, 200, 500, 200])
  })

  test('keeps what the sandbox was told to be', async () => {
    const sandbox = emulator().app.mock.create({ seed: 7 })
    sandbox.update({ rows: 3 })
    await sandbox.reset()
    expect(sandbox.describe()).toMatchObject({ seed: 7, rows: { requests: 3, rbac2: 3 } })
  })
})

describe('the end of a sandbox', () => {
  test('comes when it is deleted', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create({ id: 'gone' })
    await sandbox.delete()
    expect((await balkanid.in('gone').post('rbac2')).statusCode).toBe(404)
    expect(() => balkanid.app.mock.sandbox('gone')).toThrow(expect.objectContaining({ code: 'unknown-sandbox' }))
  })

  test('does not come for the default one', async () => {
    await expect(emulator().app.mock.root.delete()).rejects.toThrow(
      expect.objectContaining({ code: 'default-sandbox' }),
    )
  })

  test('comes when nothing has asked for it for limits.sandboxIdle', async () => {
    const balkanid = emulator({ limits: { sandboxIdle: '10m' } })
    const { mock } = balkanid.app
    mock.create({ id: 'idle' })
    mock.create({ id: 'used' })
    balkanid.clock.advance(9 * 60_000)
    await balkanid.in('used').requestDownload('requests')
    balkanid.clock.advance(2 * 60_000)
    expect(mock.list().map(({ id }) => id)).toEqual(['default', 'used'])
    expect((await balkanid.in('idle').post('rbac2')).statusCode).toBe(404)
  })

  test('that of a scenario is made anew when it is asked for again', async () => {
    const balkanid = emulator({ limits: { sandboxIdle: '10m' } })
    const status = async () => (await balkanid.in('server-error-once').post('rbac2')).statusCode
    const before = [await status(), await status()]
    balkanid.clock.advance(11 * 60_000)
    expect([...before, await status()]).toEqual([500, 200, 500])
  })
})

test('there are no more sandboxes than limits.sandboxes', () => {
  const { mock } = emulator({ limits: { sandboxes: 2 } }).app
  mock.create()
  mock.create()
  expect(() => mock.create()).toThrow(expect.objectContaining({ code: 'too-many-sandboxes' }))
})
