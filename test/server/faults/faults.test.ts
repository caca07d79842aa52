import { setImmediate } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { faultsByName } from '../../../server/faults/index.ts'
import type { ScenarioDefinition } from '../../../server/index.ts'
import { presets } from '../../../server/scenarios/presets.ts'
import { type Emulator, emulator } from '../../support/emulator.ts'
import { listLogger } from '../../support/log-lines.ts'
import { problemOf } from '../../support/problem.ts'
import { readStorageError } from '../../support/storage-error.ts'

/** An emulator with the scenario, whose first export is ready at once. */
function playing(scenario: ScenarioDefinition, options: Parameters<typeof emulator>[0] = {}): Emulator {
  return emulator({ notReadyPolls: 0, rows: 300, clock: 'manual', ...options, scenario })
}

function lastFault(balkanid: Emulator): string | null {
  return balkanid.app.mock.root.exchanges().at(-1)!.fault
}

describe('an error that is made up', () => {
  test('is a JSON problem where the API answers', async () => {
    const balkanid = playing({ call: [{ fault: 'status', status: 502 }] })
    const response = await balkanid.post('rbac2')
    expect([response.statusCode, response.headers['x-mock-fault'], lastFault(balkanid)]).toEqual([
      502,
      'status',
      'status',
    ])
    expect(problemOf(response)).toMatchObject({ status: 502, title: 'Bad Gateway' })
  })

  test('is XML where storage answers a download, and nothing where it answers a poll', async () => {
    const status = { fault: 'status', status: 503 } as const
    const balkanid = playing({ poll: [status], download: [status] })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    const [polled, downloaded] = [await balkanid.head(pollingUrl), await balkanid.download(url)]
    expect([polled.statusCode, polled.body, polled.headers['x-mock-fault']]).toEqual([503, '', 'status'])
    expect(readStorageError(downloaded.body)).toMatchObject({ Code: 'SlowDown' })
  })

  test('is marked in the log', async () => {
    const { logger, lines } = listLogger()
    await playing({ call: [{ fault: 'status', status: 500 }] }, { logger }).post('rbac2')
    expect(lines.at(-1)).toMatchObject({ status: 500, fault: 'status' })
  })
})

test('throttle keeps refusing whoever comes back too early, each export by itself', async () => {
  const balkanid = playing({ poll: [{ fault: 'throttle', retryAfter: '10s', when: { nth: 2 }, status: 503 }] })
  const [a, b] = [await balkanid.requestDownload('requests'), await balkanid.requestDownload('rbac2')]
  expect(await balkanid.polls(a.pollingUrl, 4)).toEqual([200, 503, 503, 503])
  expect(await balkanid.polls(b.pollingUrl, 1)).toEqual([200])
  await balkanid.app.mock.root.clock.advance('10s')
  expect(await balkanid.polls(a.pollingUrl, 2)).toEqual([200, 200])
})

describe('malformed', () => {
  test.each([
    ['missing-polling-url', ['url']],
    ['null-url', ['pollingUrl', 'url']],
  ] as const)('%s leaves %j', async (how, members) => {
    const response = await playing({ call: [{ fault: 'malformed', how }] }).post('rbac2')
    expect([response.statusCode, Object.keys(response.json())]).toEqual([200, members])
    expect(response.headers['content-length']).toBe(String(response.body.length))
  })

  test('leaves a refused call alone, and unmarked', async () => {
    const response = await playing({ call: [{ fault: 'malformed' }] }).post('requests', '{')
    expect([response.statusCode, response.headers['x-mock-fault']]).toEqual([400, undefined])
  })

  test('is in the journal as it was sent, masked', async () => {
    const balkanid = playing({ call: [{ fault: 'malformed', how: 'missing-url' }] })
    const { body } = await balkanid.post('rbac2')
    const kept = balkanid.app.mock.root.exchanges().at(-1)!.responseBody!.text
    expect(kept).toBe(body.replace(/(Signature=)[0-9a-f]+/, '$1***'))
  })
})

test('hide changes a 404 and nothing else', async () => {
  const balkanid = playing({ poll: [{ fault: 'hide' }] }, { notReadyPolls: 1 })
  const { pollingUrl } = await balkanid.requestDownload('requests')
  const [hidden, ready] = [await balkanid.head(pollingUrl), await balkanid.head(pollingUrl)]
  expect([hidden, ready].map(({ statusCode, headers }) => [statusCode, headers['x-mock-fault']])).toEqual([
    [403, 'hide'],
    [200, undefined],
  ])
})

describe('what a fault does to an export', () => {
  test('stays: expire', async () => {
    const balkanid = playing({ poll: [{ fault: 'expire', when: { nth: 2 } }] })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    expect(await balkanid.polls(pollingUrl, 4)).toEqual([200, 403, 403, 403])
    expect((await balkanid.download(url)).statusCode).toBe(403)
  })

  test('stays: vanish', async () => {
    const balkanid = playing({ download: [{ fault: 'vanish' }] })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    expect([(await balkanid.download(url)).statusCode, await balkanid.poll(pollingUrl)]).toEqual([404, 404])
    expect(balkanid.app.mock.root.exports()).toEqual([])
  })
})

describe('truncate', () => {
  test('cuts where it is told, and the length agrees', async () => {
    const balkanid = playing({ download: [{ fault: 'truncate', afterBytes: 1000 }] })
    const { url } = await balkanid.requestDownload('requests')
    const { headers, rawPayload } = await balkanid.download(url)
    expect([rawPayload.length, headers['content-length'], headers['x-mock-fault']]).toEqual([1000, '1000', 'truncate'])
  })

  test('takes of a range what lies before the cut, and leaves one behind it alone', async () => {
    const balkanid = playing({ download: [{ fault: 'truncate', afterBytes: 1000 }] })
    const { url } = await balkanid.requestDownload('requests')
    const across = await balkanid.download(url, { range: 'bytes=900-1099' })
    const behind = await balkanid.download(url, { range: 'bytes=2000-2099' })
    expect([across.rawPayload.length, behind.rawPayload.length]).toEqual([100, 100])
    expect([across.headers['x-mock-fault'], behind.headers['x-mock-fault']]).toEqual(['truncate', undefined])
  })

  test('takes half of a file that is small', async () => {
    const balkanid = playing({ download: [{ fault: 'truncate' }] }, { rows: 2 })
    const { pollingUrl, url } = await balkanid.requestDownload('rbac2')
    const size = Number((await balkanid.head(pollingUrl)).headers['content-length'])
    expect((await balkanid.download(url)).rawPayload.length).toBe(Math.floor(size / 2))
  })
})

describe('gzip', () => {
  test('is what Content-Encoding says, for polls and downloads', async () => {
    const balkanid = playing({ poll: [{ fault: 'gzip' }], download: [{ fault: 'gzip' }] })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    const [polled, file] = [await balkanid.head(pollingUrl), await balkanid.download(url)]
    expect([polled.headers['content-encoding'], file.headers['content-encoding']]).toEqual(['gzip', 'gzip'])
    expect(gunzipSync(file.rawPayload).toString()).toMatch(/^Request ID,Requester/)
  })

  test('can go unsaid', async () => {
    const balkanid = playing({ download: [{ fault: 'gzip', encoding: 'undeclared' }] })
    const { url } = await balkanid.requestDownload('requests')
    const { headers, rawPayload } = await balkanid.download(url)
    expect([headers['content-encoding'], rawPayload.subarray(0, 2)]).toEqual([undefined, Buffer.from([0x1f, 0x8b])])
  })
})

test('replace-file has another file under the same URL, ETag and all', async () => {
  const balkanid = playing({ download: [{ fault: 'replace-file', when: { from: 2 } }] })
  const { url } = await balkanid.requestDownload('requests')
  const [first, second] = [await balkanid.download(url), await balkanid.download(url)]
  expect([first.headers.etag === second.headers.etag, first.body === second.body]).toEqual([false, false])
})

test('two faults act together: a delayed error', async () => {
  const balkanid = playing({
    call: [
      { fault: 'delay', for: '5s' },
      { fault: 'status', status: 500 },
    ],
  })
  const { clock } = balkanid.app.mock.root
  const answered = balkanid.post('rbac2')
  while (clock.describe().waiting === 0) await setImmediate()
  await clock.advance('5s')
  const { statusCode, headers } = await answered
  expect([statusCode, headers['x-mock-fault']]).toEqual([500, 'status, delay'])
})

test('a stall of some time goes on by the sandbox’s clock, and the body is whole', async () => {
  const balkanid = playing({ download: [{ fault: 'stall', afterBytes: 100, for: '1m' }] })
  const { pollingUrl, url } = await balkanid.requestDownload('requests')
  const size = (await balkanid.head(pollingUrl)).headers['content-length']
  const { clock } = balkanid.app.mock.root
  const downloaded = balkanid.download(url)
  while (clock.describe().waiting === 0) await setImmediate()
  await clock.advance('1m')
  expect(String((await downloaded).rawPayload.length)).toBe(size)
})

describe.each([...faultsByName.values()])('$name', ({ name, summary, phases, options }) => {
  test('says what a client meets, and where', () => {
    expect(summary).toMatch(/^[A-Z].*\.$/)
    expect(phases.length).toBeGreaterThan(0)
  })

  test('describes its options', () => {
    for (const { description } of Object.values(options)) expect(description).toMatch(/^[A-Z].*\.$/)
  })

  test('is in a preset', () => {
    const used = Object.values(presets).flatMap(({ call = [], poll = [], download = [] }) =>
      [...call, ...poll, ...download].map(({ fault }) => fault),
    )
    expect(used).toContain(name)
  })
})

test.each(Object.entries(presets))(
  'the preset %s says what the service does, and what a good client does',
  (_, preset) => {
    expect(preset.summary).toMatch(/^[A-Z].*\.$/)
    expect(preset.goodClient).toMatch(/^[A-Z].*\.$/)
  },
)
