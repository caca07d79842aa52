import { setImmediate } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { datasetSlugs } from '../../../contracts/index.ts'
import { type MockServer, type Sandbox, type SandboxOptions, startMockServer } from '../../../server/index.ts'
import { presetNames } from '../../../server/scenarios/presets.ts'
import { columnNames } from '../../support/csv-files.ts'
import { call, download, fetchCsv, poll, polls, untilReady, urlsFrom } from '../../support/plain-client.ts'

// What each preset does to a plain client, over real sockets. One server has them all, each in a sandbox of its own.

let server: MockServer

beforeAll(async () => {
  server = await startMockServer({ rows: 300 })
})
afterAll(() => server.close())

const shown = new Set<string>()

/** A sandbox with the preset of the test's name. */
function preset(name: string, body: (sandbox: Sandbox) => Promise<void>, options: SandboxOptions = {}): void {
  shown.add(name)
  test(name, async () => {
    const sandbox = await server.sandbox({ scenario: name, ...options })
    onTestFinished(() => sandbox.delete())
    await body(sandbox)
  })
}

const kib64 = 65_536

describe('when the file is there', () => {
  preset('instant', async ({ baseUrl }) => {
    const { pollingUrl } = await urlsFrom(baseUrl)
    expect(await poll(pollingUrl)).toBe(200)
  })

  preset(
    'slow',
    async ({ baseUrl, clock }) => {
      const { pollingUrl } = await urlsFrom(baseUrl)
      await clock.advance('29s999ms')
      expect(await polls(pollingUrl, 5)).toEqual([404, 404, 404, 404, 404])
      await clock.advance('1ms')
      expect(await poll(pollingUrl)).toBe(200)
    },
    { clock: 'manual' },
  )

  preset(
    'never-ready',
    async ({ baseUrl, clock }) => {
      const { pollingUrl } = await urlsFrom(baseUrl)
      await clock.advance('14m')
      expect(new Set(await polls(pollingUrl, 20))).toEqual(new Set([404]))
    },
    { clock: 'manual' },
  )

  preset('ready-then-gone', async ({ baseUrl }) => {
    const first = await urlsFrom(baseUrl)
    expect(await polls(first.pollingUrl, 2)).toEqual([404, 200])
    expect((await download(first.url)).status).toBe(404)
    expect(await poll(first.pollingUrl)).toBe(404)
    expect((await fetchCsv(baseUrl)).status).toBe(200)
  })

  preset('forbidden-until-ready', async ({ baseUrl }) => {
    const { pollingUrl, url } = await urlsFrom(baseUrl)
    expect(await poll(pollingUrl)).toBe(403)
    expect((await download(url)).body.toString()).toContain('<Code>AccessDenied</Code>')
    expect(await polls(pollingUrl, 2)).toEqual([403, 200])
  })
})

describe('calls and polls', () => {
  preset('flaky-polls', async (sandbox) => {
    const { pollingUrl } = await urlsFrom(sandbox.baseUrl)
    expect(await polls(pollingUrl, 6)).toEqual([404, 503, 404, 'reset', 200, 200])
    const seen = sandbox.exchanges({ phase: 'poll' }).map(({ status, fault, brokenOff }) => [status, fault, brokenOff])
    expect(seen).toEqual([
      [404, null, false],
      [503, 'status', false],
      [404, null, false],
      [null, 'reset', true],
      [200, null, false],
      [200, null, false],
    ])
  })

  preset(
    'throttled',
    async ({ baseUrl, clock }) => {
      const refused = await call(baseUrl)
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
      await clock.advance('1s')
      const { pollingUrl } = await urlsFrom(baseUrl)
      expect(await poll(pollingUrl)).toBe(404)
      const throttled = await fetch(pollingUrl, { method: 'HEAD' })
      expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '2'])
      await clock.advance('1s')
      const tooEarly = await fetch(pollingUrl, { method: 'HEAD' })
      expect([tooEarly.status, tooEarly.headers.get('retry-after')]).toEqual([429, '1'])
      await clock.advance('1s')
      expect(await polls(pollingUrl, 2)).toEqual([404, 200])
    },
    { clock: 'manual' },
  )

  preset('server-error', async ({ baseUrl }) => {
    const statuses = [await call(baseUrl), await call(baseUrl), await call(baseUrl)].map(({ status }) => status)
    expect(statuses).toEqual([500, 500, 500])
  })

  preset('server-error-once', async ({ baseUrl }) => {
    const statuses = [await call(baseUrl), await call(baseUrl), await call(baseUrl)].map(({ status }) => status)
    expect(statuses).toEqual([500, 200, 200])
  })

  preset('unauthorized', async ({ baseUrl }) => {
    expect((await call(baseUrl)).status).toBe(401)
  })

  preset(
    'slow-answer',
    async (sandbox) => {
      const { baseUrl, clock } = sandbox
      let status = 0
      const answered = call(baseUrl).then((response) => {
        status = response.status
      })
      await untilWaiting(sandbox)
      await clock.advance('4s999ms')
      expect([status, sandbox.exchanges().length]).toEqual([0, 0])
      await clock.advance('1ms')
      await answered
      expect(status).toBe(200)
    },
    { clock: 'manual' },
  )

  preset('malformed-answer', async ({ baseUrl }) => {
    const [half, partial, relative, right] = [
      await (await call(baseUrl)).text(),
      await (await call(baseUrl)).json(),
      await (await call(baseUrl)).json(),
      await (await call(baseUrl)).json(),
    ] as [string, object, Record<string, string>, Record<string, string>]
    expect(() => JSON.parse(half)).toThrow(SyntaxError)
    expect(partial).toEqual({ pollingUrl: expect.stringContaining('http://') })
    expect(relative).toEqual({ pollingUrl: expect.stringMatching(/^\//), url: expect.stringMatching(/^\//) })
    expect(right).toEqual({ pollingUrl: expect.stringContaining('http://'), url: expect.stringContaining('http://') })
  })

  preset('missing-url', async ({ baseUrl }) => {
    expect(Object.keys((await (await call(baseUrl)).json()) as object)).toEqual(['pollingUrl'])
  })

  preset('relative-url', async ({ baseUrl, id }) => {
    const { url } = (await (await call(baseUrl)).json()) as { url: string }
    expect(url).toMatch(new RegExp(`^/~${id}/storage/`))
    expect(URL.canParse(url)).toBe(false)
  })
})

describe('downloads', () => {
  preset('expired-url', async ({ baseUrl }) => {
    const first = await urlsFrom(baseUrl)
    await untilReady(first.pollingUrl)
    const expired = await download(first.url)
    expect([expired.status, expired.body.toString()]).toEqual([403, expect.stringContaining('Request has expired')])
    expect(await poll(first.pollingUrl)).toBe(403)
    expect((await fetchCsv(baseUrl)).status).toBe(200)
  })

  preset('expires-mid-download', async ({ baseUrl }) => {
    const { pollingUrl, url } = await urlsFrom(baseUrl)
    await untilReady(pollingUrl)
    const broken = await download(url)
    expect([broken.isWhole, broken.body.length]).toEqual([false, kib64])
    expect((await download(url, { range: `bytes=${kib64}-` })).status).toBe(403)
    expect((await fetchCsv(baseUrl)).isWhole).toBe(true)
  })

  preset('truncated-at-row', async ({ baseUrl }) => {
    const { status, body, isWhole, length } = await fetchCsv(baseUrl)
    expect([status, isWhole]).toEqual([200, true])
    expect(body.length).toBeLessThan(length)
    expect(parse(body).length).toBeGreaterThan(50) // whole records, each as wide as the header
    expect(body.at(-1)).toBe(0x0a)
  })

  preset('truncated-in-quotes', async ({ baseUrl }) => {
    const { body, isWhole, length } = await fetchCsv(baseUrl)
    expect([isWhole, body.length < length]).toEqual([true, true])
    expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'CSV_QUOTE_NOT_CLOSED' }))
  })

  preset('truncated-in-character', async ({ baseUrl }) => {
    for (const dataset of datasetSlugs) {
      const { body, isWhole, length } = await fetchCsv(baseUrl, dataset)
      expect([isWhole, body.length < length]).toEqual([true, true])
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow(TypeError)
    }
  })

  preset('reset-mid-download', async ({ baseUrl }) => {
    const { pollingUrl, url } = await urlsFrom(baseUrl)
    await untilReady(pollingUrl)
    const broken = await download(url)
    expect([broken.isWhole, broken.body.length]).toEqual([false, kib64])
    const headers = { range: `bytes=${kib64}-`, 'if-range': broken.headers.get('etag')! }
    const rest = await download(url, headers)
    expect([rest.status, rest.isWhole]).toEqual([206, true])
    expect(parse(Buffer.concat([broken.body, rest.body]))).toHaveLength(301)
  })

  preset('stalled-download', async (sandbox) => {
    const { baseUrl } = sandbox
    const { pollingUrl, url } = await urlsFrom(baseUrl)
    await untilReady(pollingUrl)
    const giveUp = new AbortController()
    const response = await fetch(url, { signal: giveUp.signal })
    let received = 0
    await expect(async () => {
      for await (const chunk of response.body!) {
        received += chunk.length
        if (received === kib64) giveUp.abort()
      }
    }).rejects.toThrow()
    await sandbox.settled()
    expect(received).toBe(kib64)
    expect(sandbox.exchanges().at(-1)).toMatchObject({ fault: 'stall', bytesSent: kib64, brokenOff: true })
  })

  preset(
    'slow-download',
    async (sandbox) => {
      const { baseUrl, clock } = sandbox
      const { pollingUrl, url } = await urlsFrom(baseUrl)
      const length = Number((await untilReady(pollingUrl)).headers.get('content-length'))
      const response = await fetch(url)
      const body = response.arrayBuffer()
      await clock.advance(Math.floor((length / kib64) * 1000) - 200)
      expect(sandbox.exchanges({ phase: 'download' })).toEqual([])
      await clock.advance(201)
      expect((await body).byteLength).toBe(length)
      await sandbox.settled() // with the last piece, not some time after it
      expect(sandbox.exchanges({ phase: 'download' })).toMatchObject([{ brokenOff: false }])
    },
    { clock: 'manual', readiness: { after: 'polls', polls: 0 } },
  )

  preset('wrong-length', async ({ baseUrl }) => {
    const { headers, body, isWhole, length } = await fetchCsv(baseUrl)
    expect([isWhole, body.length, Number(headers.get('content-length'))]).toEqual([false, length, length + 100])
  })

  preset('html-instead-of-csv', async ({ baseUrl }) => {
    const { status, headers, body } = await fetchCsv(baseUrl)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body.toString()).toMatch(/^<!DOCTYPE html>/)
  })

  preset('ranges-ignored', async ({ baseUrl }) => {
    const { pollingUrl, url } = await urlsFrom(baseUrl)
    const length = Number((await untilReady(pollingUrl)).headers.get('content-length'))
    expect((await download(url)).isWhole).toBe(false)
    const again = await download(url, { range: `bytes=${kib64}-` })
    expect([again.status, again.body.length]).toEqual([200, length])
  })

  preset('changed-mid-resume', async ({ baseUrl }) => {
    const { pollingUrl, url } = await urlsFrom(baseUrl)
    await untilReady(pollingUrl)
    const broken = await download(url)
    const etag = broken.headers.get('etag')!
    const blind = await download(url, { range: `bytes=${kib64}-` })
    expect([blind.status, blind.headers.get('etag') === etag]).toEqual([206, false])
    const careful = await download(url, { range: `bytes=${kib64}-`, 'if-range': etag })
    expect([careful.status, parse(careful.body).length]).toEqual([200, 301])
  })

  preset('gzip', async ({ baseUrl }) => {
    const { pollingUrl, url } = await urlsFrom(baseUrl)
    await untilReady(pollingUrl)
    const { headers, body } = await download(url) // fetch decodes what Content-Encoding declares
    expect([headers.get('content-encoding'), headers.get('content-length')]).toEqual(['gzip', null])
    expect(parse(body)).toHaveLength(301)
    expect(() => gunzipSync(body)).toThrow()
  })
})

describe('the file', () => {
  const headerOf = (body: Buffer) => parse(body, { to: 1 })[0] as string[]

  preset('starred-header', async ({ baseUrl }) => {
    expect(headerOf((await fetchCsv(baseUrl)).body).slice(0, 2)).toEqual(['Request ID*', 'Requester*'])
  })

  preset('reordered-columns', async ({ baseUrl }) => {
    const header = headerOf((await fetchCsv(baseUrl)).body)
    expect(header).not.toEqual(columnNames('requests'))
    expect(new Set(header)).toEqual(new Set(columnNames('requests')))
  })

  preset('missing-column', async ({ baseUrl }) => {
    const { body } = await fetchCsv(baseUrl)
    expect(headerOf(body)).toEqual(columnNames('requests').slice(1))
    expect(parse(body)).toHaveLength(301)
  })

  preset('extra-column', async ({ baseUrl }) => {
    const header = headerOf((await fetchCsv(baseUrl)).body)
    expect(header.filter((name) => !columnNames('requests').includes(name))).toHaveLength(1)
  })

  preset('bom-crlf', async ({ baseUrl }) => {
    const { body } = await fetchCsv(baseUrl)
    expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(body.toString().split('\r\n')).toHaveLength(302)
  })

  preset('collapsed-quotes', async ({ baseUrl }) => {
    const { body } = await fetchCsv(baseUrl)
    expect(body.toString()).toContain('"{"integration_to_scim_payload":')
    expect(() => parse(body)).toThrow()
  })

  preset('empty-export', async ({ baseUrl }) => {
    expect(parse((await fetchCsv(baseUrl)).body)).toEqual([columnNames('requests')])
  })

  preset('hostile-cells', async ({ baseUrl }) => {
    const cells = (parse((await fetchCsv(baseUrl)).body) as string[][]).flat()
    expect(cells.some((cell) => /^[=+@]/.test(cell))).toBe(true)
    expect(cells.some((cell) => cell.includes('\r\n'))).toBe(true)
    expect(cells.some((cell) => /\p{Extended_Pictographic}/u.test(cell))).toBe(true)
  })

  preset('huge', async ({ baseUrl }) => {
    const { pollingUrl, url } = await urlsFrom(baseUrl, 'rbac2')
    const length = Number((await untilReady(pollingUrl)).headers.get('content-length'))
    expect(length).toBeGreaterThan(1_000_000_000)
    const end = await download(url, { range: 'bytes=-1000' })
    expect([end.status, end.body.length]).toEqual([206, 1000])
  })
})

test('every preset is shown here; those of broken files are in broken.test.ts', () => {
  expect([...shown].sort()).toEqual(presetNames.filter((name) => !name.startsWith('broken/')).sort())
})

/** Resolves once an answer waits for the sandbox's clock. */
async function untilWaiting({ clock }: Sandbox): Promise<void> {
  while (clock.describe().waiting === 0) await setImmediate()
}
