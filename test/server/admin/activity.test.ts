import { request } from 'node:http'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Activity } from '../../../server/admin/activity/activity.ts'
import { liveReport } from '../../../server/admin/activity/live-report.ts'
import { type Pace, streamActivity } from '../../../server/admin/activity/stream-activity.ts'
import { type AppOptions, buildApp } from '../../../server/app.ts'
import type { ExchangeRecord } from '../../../server/journal/exchange-record.ts'
import { schemaFindings } from '../../support/admin.ts'
import { emulator } from '../../support/emulator.ts'
import { openEventStream } from '../../support/event-stream.ts'
import { started } from '../../support/started.ts'

/** What a page is told of a sandbox, look by look: the time between two looks is what the test says. */
function followed(options: AppOptions = {}) {
  const balkanid = emulator({ rows: 3, clock: 'manual', ...options })
  const sandbox = balkanid.app.mock.root
  const activity = new Activity(sandbox, (description) => description)
  let elapsed = 0
  const look = (ms = 100) => {
    elapsed += ms
    const events = activity.next(elapsed)
    return Object.fromEntries(events.map(({ event, data }) => [event, data])) as Readonly<Record<string, unknown>>
  }
  return { balkanid, sandbox, activity, look }
}

function record(url: string): ExchangeRecord {
  return { time: 0, method: 'GET', url, phase: 'other', requestHeaders: ['a', 'b'], bytesSent: 0, endedAt: 0 }
}

describe('what is told of a sandbox', () => {
  test('is at first all there is', async () => {
    const { balkanid, sandbox, look } = followed({ notReadyPolls: 1 })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    await balkanid.poll(pollingUrl)
    const told = look()
    expect(Object.keys(told)).toEqual(['sandbox', 'exports', 'exchanges', 'report'])
    expect(told.sandbox).toEqual(sandbox.describe())
    expect(told.exports).toEqual({ exports: [{ ...sandbox.exports()[0]!, downloading: null }] })
    const marks = sandbox.exchanges().map(({ requestHeaders, requestBody, responseHeaders, responseBody, ...m }) => m)
    const lengths = [680, null]
    const wanted = marks.map((mark, i) => ({ ...mark, contentLength: lengths[i] }))
    expect(told.exchanges).toEqual({ exchanges: wanted, skipped: 0 })
    expect(schemaFindings('ReportReport', told.report)).toEqual([])
  })

  test('is so too where nothing has happened yet', () => {
    const { look } = followed()
    expect(look()).toMatchObject({ exports: { exports: [] }, exchanges: { exchanges: [], skipped: 0 } })
  })

  test('is nothing while nothing happens', () => {
    const { look } = followed()
    look()
    expect([look(), look(10_000)]).toEqual([{}, {}])
  })

  test('is what has changed since', async () => {
    const { balkanid, look } = followed({ notReadyPolls: 1 })
    look()
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    expect(look()).toMatchObject({
      exports: { exports: [{ state: 'preparing', polls: 0, downloading: null }] },
      exchanges: { exchanges: [{ id: 1, phase: 'call', status: 200 }], skipped: 0 },
    })
    await balkanid.poll(pollingUrl)
    expect(look()).toMatchObject({
      exports: { exports: [{ state: 'ready', polls: 1 }] },
      exchanges: { exchanges: [{ id: 2, phase: 'poll', status: 404 }] },
    })
    await balkanid.download(url)
    expect(look()).toMatchObject({ exports: { exports: [{ downloads: 1 }] }, exchanges: { exchanges: [{ id: 3 }] } })
    expect(look()).toEqual({})
  })

  test('keeps secrets and bodies to itself', async () => {
    const { balkanid, look } = followed()
    await balkanid.post('rbac2', undefined, { 'x-api-key-id': 'me', 'x-api-key-secret': 's3cr3t-of-mine' })
    const text = JSON.stringify(look())
    expect(text).not.toMatch(/s3cr3t-of-mine|requestHeaders|responseBody/)
  })

  test('is nothing of another sandbox', async () => {
    const { balkanid, look } = followed()
    look()
    balkanid.app.mock.create({ id: 'other' })
    await balkanid.in('other').requestDownload('rbac2')
    expect(look()).toEqual({})
  })
})

describe('the sandbox', () => {
  test.each<[string, (sandbox: ReturnType<typeof followed>['sandbox']) => unknown, object]>([
    ['a setting', (sandbox) => sandbox.update({ seed: 7 }), { seed: 7 }],
    ['the scenario', (sandbox) => sandbox.update({ scenario: 'flaky-polls' }), { scenario: 'flaky-polls' }],
    ['the time', (sandbox) => sandbox.clock.advance('1m'), { clock: { now: '2026-01-01T00:01:00.000Z' } }],
    ['the pace', (sandbox) => sandbox.clock.run({ scale: 60 }), { clock: { mode: 'scaled', scale: 60 } }],
  ])('is told anew when %s is changed', async (_, change, expected) => {
    const { sandbox, look } = followed()
    look()
    await change(sandbox)
    expect(look(500).sandbox).toMatchObject(expected)
    expect(look(500).sandbox).toBeUndefined()
  })

  test.each(['real', { scale: 60 }] as const)('is not, since a clock goes on: %j', (clock) => {
    const { balkanid, look } = followed({ clock })
    look()
    balkanid.clock.advance(3_600_001)
    expect(look(500).sandbox).toBeUndefined()
  })

  test('is not looked at more often than twice a second', () => {
    const { sandbox, look } = followed()
    look()
    sandbox.update({ seed: 7 })
    expect([look(200).sandbox, look(299).sandbox]).toEqual([undefined, undefined])
    expect(look(1).sandbox).toMatchObject({ seed: 7 })
  })
})

describe('exports', () => {
  test.each<[string, (sandbox: ReturnType<typeof followed>['sandbox'], id: string) => unknown, string]>([
    ['released', (sandbox, id) => sandbox.release(id), 'ready'],
    ['expired by hand', (sandbox, id) => sandbox.expire(id), 'expired'],
    ['ready since it was time', (sandbox) => sandbox.clock.advance('30s'), 'ready'],
    ['expired since it was time', (sandbox) => sandbox.clock.advance('15m1s'), 'expired'],
  ])('are told when they are %s', async (_, act, state) => {
    const { balkanid, sandbox, look } = followed({ readiness: { after: 'duration', ms: 30_000 } })
    await balkanid.requestDownload('requests')
    look()
    await act(sandbox, sandbox.exports()[0]!.id)
    expect(look().exports).toMatchObject({ exports: [{ state }] })
    expect(look().exports).toBeUndefined()
  })

  test('that are forgotten were told in their last state, and those after them follow', async () => {
    const { balkanid, sandbox, look } = followed()
    await balkanid.requestDownload('requests')
    look()
    await sandbox.clock.advance('1h')
    await balkanid.requestDownload('rbac2') // drops the one before
    expect(look().exports).toMatchObject({ exports: [{ state: 'expired' }, { dataset: 'rbac2', state: 'preparing' }] })
    expect(sandbox.exports()).toHaveLength(1)
    await sandbox.clock.advance('1h')
    look()
    await balkanid.requestDownload('requests')
    expect(look().exports).toMatchObject({ exports: [{ dataset: 'requests' }] })
  })

  test('follow also where all that was before has been forgotten within one look', async () => {
    const { balkanid, sandbox, look } = followed()
    await balkanid.requestDownload('requests')
    look()
    await balkanid.requestDownload('requests')
    await sandbox.clock.advance('1h')
    await balkanid.requestDownload('rbac2')
    expect(look().exports).toMatchObject({ exports: [{ state: 'expired' }, { dataset: 'rbac2' }] })
    await balkanid.requestDownload('requests')
    expect(look().exports).toMatchObject({ exports: [{ dataset: 'requests', state: 'preparing' }] })
  })

  test('are the latest thousand at first, and then 200 at once, each in its turn', async () => {
    const { sandbox, look } = followed()
    const { exports } = sandbox.world
    const idsOf = (told: unknown) => (told as { exports: { id: string }[] }).exports.map(({ id }) => Number(id))
    const create = (count: number) => Array.from({ length: count }, () => exports.create('requests', {}))
    create(1100)
    const first = idsOf(look().exports)
    expect([first.length, first[0], first.at(-1)]).toEqual([1000, 101, 1100])
    create(500)
    const turns = [look(), look(), look()].map((told) => idsOf(told.exports))
    expect(turns.map((ids) => ids.length)).toEqual([200, 200, 100])
    expect(new Set(turns.flat()).size).toBe(500)
    expect(look().exports).toBeUndefined()
  })

  test('have the download that is under way, in bytes', async () => {
    const { balkanid, sandbox, look } = followed({ notReadyPolls: 0, rows: 1000, scenario: 'slow-download' })
    const { url } = await balkanid.requestDownload('requests')
    const downloaded = balkanid.download(url)
    await sandbox.clock.waits()
    const size = Number(
      (await balkanid.head((await balkanid.requestDownload('requests')).pollingUrl)).headers['content-length'],
    )
    expect(look().exports).toMatchObject({ exports: [{ downloading: { sent: 0, of: size } }, { downloading: null }] })
    await sandbox.clock.advance('1s')
    const { sent } = (look().exports as { exports: { downloading: { sent: number } }[] }).exports[0]!.downloading
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(size)
    await sandbox.clock.advance('1h')
    expect((await downloaded).rawPayload.length).toBe(size)
    expect(look().exports).toMatchObject({ exports: [{ downloading: null, downloads: 1 }, {}] })
  })
})

describe('exchanges', () => {
  test('are the latest 5000 at first', () => {
    const { sandbox, look } = followed({ limits: { exchangesPerSandbox: 6000 } })
    for (let i = 0; i < 5500; i++) sandbox.world.journal.add(record(`/${i}`))
    const { exchanges, skipped } = look().exchanges as { exchanges: { path: string }[]; skipped: number }
    expect([exchanges.length, exchanges[0]!.path, skipped]).toEqual([5000, '/500', 500])
  })

  test('are 200 at once then, 50 where it goes on so, and the others are counted', () => {
    const { sandbox, look } = followed()
    look()
    const told = () => {
      for (let i = 0; i < 3000; i++) sandbox.world.journal.add(record(`/${i}`))
      const { exchanges, skipped } = look().exchanges as { exchanges: { id: number }[]; skipped: number }
      return [exchanges.length, exchanges.at(-1)!.id, skipped]
    }
    expect([told(), told(), told()]).toEqual([
      [200, 3000, 2800],
      [50, 6000, 2950],
      [50, 9000, 2950],
    ])
    for (let i = 0; i < 4; i++) look()
    expect(told()[0]).toBe(200)
  })
})

describe('the report', () => {
  test('is told when a verdict is another, and holds to its schema', async () => {
    const { balkanid, look } = followed()
    look()
    const { pollingUrl } = await balkanid.requestDownload('requests')
    await balkanid.send({ url: pollingUrl, method: 'GET' })
    const { report } = look(500)
    expect(report).toMatchObject({ judge: 'client', outcome: 'broken' })
    expect(schemaFindings('ReportReport', report)).toEqual([])
    expect(look(500).report).toBeUndefined()
  })

  test('is made twice a second at most, and takes a fiftieth of the time at most', async () => {
    const { balkanid, sandbox } = followed()
    let at = 0
    let took = 0
    const live = liveReport(sandbox, () => {
      at += took
      return at
    })
    const ask = async (elapsed: number) => {
      await balkanid.send({ url: '/nowhere' })
      return live.latest(elapsed).version
    }
    await balkanid.requestDownload('requests')
    expect(live.latest(0).version).toBe(1)
    await balkanid.send({ url: sandbox.exchanges()[0]!.path, method: 'POST' })
    const versions = [live.latest(499).version, live.latest(500).version]
    expect(versions[0]).toBe(1)
    took = 100 // each from now on
    await ask(1000)
    const reports = sandbox.report.bind(sandbox)
    let made = 0
    sandbox.report = (options) => {
      made++
      return reports(options)
    }
    await ask(5999)
    expect(made).toBe(0)
    await ask(6000)
    expect(made).toBe(1)
  })

  test('is made once for all who follow', async () => {
    const { balkanid, sandbox, look } = followed()
    await balkanid.requestDownload('requests')
    const report = vi.spyOn(sandbox, 'report')
    const other = new Activity(sandbox, (description) => description)
    expect(look().report).toEqual(other.next(100).find(({ event }) => event === 'report')!.data)
    expect(report).toHaveBeenCalledTimes(1)
  })

  test('is made anew when a client has been silent for a while', async () => {
    const { balkanid, sandbox, look } = followed({ readiness: { after: 'release' } })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    await balkanid.poll(pollingUrl)
    look()
    await sandbox.clock.advance('10h')
    expect(look(500).report).toBeDefined()
  })
})

describe('GET /__mock/sandboxes/<id>/activity', () => {
  test('tells it as server-sent events, of the base URL that the reader sees', async () => {
    const { baseUrl, port } = await started({ rows: 3 })
    const stream = await openEventStream(`http://localhost:${port}/__mock/sandboxes/default/activity`)
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const first = await stream.next(4)
    expect(first.map(({ event }) => event)).toEqual(['sandbox', 'exports', 'exchanges', 'report'])
    expect(first[0]!.data).toMatchObject({ id: 'default', baseUrl: `http://localhost:${port}` })
    await fetch(`${baseUrl}/nowhere`)
    expect(await stream.next(1)).toMatchObject([{ event: 'exchanges', data: { exchanges: [{ path: '/nowhere' }] } }])
  })

  test('goes on where a test has replaced timers and clocks', async () => {
    const { adminUrl, root } = await started()
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const stream = await openEventStream(`${adminUrl}/sandboxes/default/activity`)
    await stream.next(4)
    root.update({ seed: 7 })
    expect(await stream.next(1)).toMatchObject([{ event: 'sandbox', data: { seed: 7 } }])
  })

  test.each<[string, 'reset' | 'delete', string]>([
    ['is reset', 'reset', 'reset'],
    ['is deleted', 'delete', 'ended'],
  ])('ends when the sandbox %s', async (_, act, reason) => {
    const server = await started()
    const sandbox = await server.sandbox({ id: 'mine' })
    const stream = await openEventStream(`${server.adminUrl}/sandboxes/mine/activity`)
    await stream.next(4)
    await sandbox[act]()
    expect(await stream.rest()).toEqual([{ id: undefined, event: 'end', data: { reason } }])
  })

  test('asks for the token like everything else', async () => {
    const server = await started({ admin: { token: 'k3y' } })
    const url = `${server.adminUrl}/sandboxes/default/activity`
    expect((await fetch(url)).status).toBe(401)
    const stream = await openEventStream(url, { authorization: 'Bearer k3y' })
    expect((await stream.next(1))[0]!.event).toBe('sandbox')
  })

  test.each([
    ['/sandboxes/nobody/activity', 404],
    ['/sandboxes/default/activity?after=1', 400],
  ])('refuses %s, before it begins', async (path, status) => {
    const { adminUrl } = await started()
    const response = await fetch(adminUrl + path)
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  })

  test.each<Record<string, string>>([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'is kept from pages of elsewhere: %j',
    async (headers) => {
      const response = await emulator().app.inject({ url: '/__mock/sandboxes/default/activity', headers })
      expect(response.statusCode).toBe(403)
    },
  )
})

describe('a reader', () => {
  /** A stream that looks every millisecond. */
  async function hasty(pace: Partial<Pace>) {
    const app = buildApp({ limits: { exchangesPerSandbox: 10 } })
    const { mock } = app
    app.get('/hasty', (request, reply) => {
      const here = { baseUrl: '', prefix: '', apiBaseUrl: '', hasOwnPort: false, seen: <T>(each: T) => each }
      streamActivity({ mock, here, request, reply }, mock.root, {
        everyMs: 1,
        looksPerSign: 1000,
        mostLooksInVain: 10,
        ...pace,
      })
    })
    onTestFinished(() => app.close())
    let open = 0
    app.server.on('connection', (socket) => {
      open++
      socket.on('close', () => open--)
    })
    return { mock, url: `${await app.listen({ port: 0 })}/hasty`, connections: () => open }
  }

  test('who does not read is disconnected', async () => {
    const { mock, url, connections } = await hasty({})
    const deaf = request(url).end()
    onTestFinished(() => void deaf.destroy())
    deaf.on('error', () => undefined)
    await new Promise<void>((resolve) => deaf.on('response', (response) => resolve(void response.pause())))
    expect(connections()).toBe(1)
    const feeding = setInterval(() => {
      for (let i = 0; i < 10; i++) mock.root.world.journal.add(record(`/${'x'.repeat(100_000)}`))
    }, 1)
    onTestFinished(() => clearInterval(feeding))
    await expect.poll(connections).toBe(0)
  })

  test('is told now and then that the stream is still there, which keeps the sandbox', async () => {
    const { mock, url } = await hasty({ looksPerSign: 1 })
    mock.root.usedAt = 0
    const body = (await fetch(url)).body!.pipeThrough(new TextDecoderStream())
    let text = ''
    for await (const chunk of body) {
      text += chunk
      if (text.includes(': still here')) break
    }
    expect(mock.root.usedAt).toBeGreaterThan(0)
  })
})
