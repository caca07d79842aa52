import { describe, expect, test } from 'vitest'
import { emulator } from '../support/emulator.ts'

// Each to the second, and none waits: the sandbox's clock is manual, and the test moves it.

function sandbox(options: Parameters<typeof emulator>[0] = {}) {
  const balkanid = emulator({ clock: 'manual', ...options })
  const { root } = balkanid.app.mock
  return { balkanid, root, clock: root.clock }
}

describe('a pre-signed URL', () => {
  test('names the time of its issue by the sandbox’s clock', async () => {
    const { balkanid, clock } = sandbox()
    await clock.set('2026-07-08T09:10:11.999Z')
    const { url } = await balkanid.requestDownload('requests')
    expect(new URL(url).searchParams.get('X-Amz-Date')).toBe('20260708T091011Z')
  })

  test.each([
    ['15m', '14m59s', 200],
    ['15m', '15m', 200],
    ['15m', '15m1s', 403],
    ['60s', '1m', 200],
    ['60s', '1m1s', 403],
    ['168h', '168h1s', 403],
  ])('that is good for %s gets, after %s, %d', async (urlLifetime, by, status) => {
    const { balkanid, clock } = sandbox({ urlLifetime, notReadyPolls: 0 })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    await clock.advance(by)
    expect([await balkanid.poll(pollingUrl), (await balkanid.download(url)).statusCode]).toEqual([status, status])
  })

  test('is not good yet on a clock that was set back by more than a quarter of an hour', async () => {
    const { balkanid, clock } = sandbox({ notReadyPolls: 0 })
    const { url } = await balkanid.requestDownload('requests')
    await clock.set('2025-12-31T23:44:59Z')
    const { statusCode, body } = await balkanid.download(url)
    expect([statusCode, body]).toEqual([403, expect.stringContaining('Request is not yet valid')])
  })
})

test('readiness comes to the millisecond', async () => {
  const { balkanid, clock } = sandbox({ readyAfter: '30s' })
  const { pollingUrl } = await balkanid.requestDownload('requests')
  await clock.advance('29s999ms')
  expect(await balkanid.poll(pollingUrl)).toBe(404)
  await clock.advance('1ms')
  expect(await balkanid.poll(pollingUrl)).toBe(200)
})

describe('Retry-After', () => {
  const throttled = (options: object) =>
    sandbox({ scenario: { poll: [{ fault: 'throttle', when: { first: 1 }, ...options }] } })

  test('counts down by the sandbox’s clock, in seconds that are rounded up', async () => {
    const { balkanid, clock } = throttled({ retryAfter: '90s' })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    const retryAfter = async () => (await balkanid.head(pollingUrl)).headers['retry-after']
    const seen = [await retryAfter()]
    await clock.advance('500ms')
    seen.push(await retryAfter())
    await clock.advance('59s500ms')
    seen.push(await retryAfter())
    await clock.advance('29s')
    seen.push(await retryAfter())
    expect(seen).toEqual(['90', '90', '30', '1'])
    await clock.advance('1s')
    expect(await balkanid.poll(pollingUrl)).toBe(404)
  })

  test('is a date of the sandbox’s clock where that is asked for', async () => {
    const { balkanid } = throttled({ retryAfter: '1h', form: 'date' })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    const { headers } = await balkanid.head(pollingUrl)
    expect([headers['retry-after'], headers.date]).toEqual([
      'Thu, 01 Jan 2026 01:00:00 GMT',
      'Thu, 01 Jan 2026 00:00:00 GMT',
    ])
  })

  test('comes with a status as well, where it stays the same', async () => {
    const { balkanid } = sandbox({ scenario: { poll: [{ fault: 'status', status: 503, retryAfter: '2s' }] } })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    const { statusCode, headers } = await balkanid.head(pollingUrl)
    expect([statusCode, headers['retry-after']]).toEqual([503, '2'])
  })
})

describe('the journal', () => {
  test('tells times and gaps of the sandbox’s clock', async () => {
    const { balkanid, root, clock } = sandbox()
    const { pollingUrl } = await balkanid.requestDownload('requests')
    await clock.advance('5s')
    await balkanid.poll(pollingUrl)
    await clock.advance('2500ms')
    await balkanid.poll(pollingUrl)
    expect(root.exchanges().map(({ time, gapMs }) => [time, gapMs])).toEqual([
      ['2026-01-01T00:00:00.000Z', null],
      ['2026-01-01T00:00:05.000Z', null],
      ['2026-01-01T00:00:07.500Z', 2500],
    ])
  })
})

describe('the data', () => {
  test('counts back from a fixed instant, so that a seed keeps its bytes', async () => {
    const { balkanid, clock } = sandbox({ notReadyPolls: 0, rows: 20 })
    const before = await balkanid.fileOf('requests')
    await clock.advance('8760h')
    expect((await balkanid.fileOf('requests')).equals(before)).toBe(true)
  })

  test('counts back from the sandbox’s clock where that is asked for', async () => {
    const { balkanid, clock } = sandbox({ notReadyPolls: 0, rows: 20, referenceTime: 'clock' })
    const before = await balkanid.fileOf('requests')
    await clock.set('2031-01-01')
    const after = await balkanid.fileOf('requests')
    expect([before, after].map((bytes) => /20(?:30|25)-\d\d-\d\d/.exec(bytes.toString())?.[0]?.slice(0, 4))).toEqual([
      '2025',
      '2030',
    ])
  })
})

test('a sandbox whose clock is real sends the machine’s Date', async () => {
  const balkanid = emulator()
  const response = await balkanid.post('requests', { includeCompleted: true })
  expect(Math.abs(Date.parse(String(response.headers.date)) - Date.now())).toBeLessThan(10_000)
})
