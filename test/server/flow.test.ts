import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { emulator, readyExport } from '../support/emulator.ts'

describe.each(datasetSlugs)('%s', (dataset) => {
  test('POST answers two absolute URLs, and nothing else', async () => {
    const response = await emulator().post(dataset, { includeCompleted: true })
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(response.json()).toEqual({
      pollingUrl: expect.stringMatching(new RegExp(`^http://127\\.0\\.0\\.1:4610/storage/\\d{26}/${dataset}\\.csv\\?`)),
      url: expect.stringMatching(new RegExp(`^http://127\\.0\\.0\\.1:4610/storage/\\d{26}/${dataset}\\.csv\\?`)),
    })
  })

  test('the file is not ready for two polls, and from then on it is for good', async () => {
    const balkanid = emulator()
    const { pollingUrl } = await balkanid.requestDownload(dataset)
    expect(await balkanid.polls(pollingUrl, 6)).toEqual([404, 404, 200, 200, 200, 200])
  })

  test.each([
    [0, [200, 200]],
    [1, [404, 200, 200]],
    [7, [404, 404, 404, 404, 404, 404, 404, 200]],
  ])('with notReadyPolls %d the polls get %j', async (notReadyPolls, statuses) => {
    const balkanid = emulator({ notReadyPolls })
    const { pollingUrl } = await balkanid.requestDownload(dataset)
    expect(await balkanid.polls(pollingUrl, statuses.length)).toEqual(statuses)
  })

  test('once a poll got 200, GET has the whole file', async () => {
    const { balkanid, pollingUrl, url } = await readyExport({}, dataset)
    const poll = await balkanid.head(pollingUrl)
    const file = await balkanid.download(url)
    expect(file.statusCode).toBe(200)
    expect(file.headers['content-type']).toBe('text/csv')
    expect(file.rawPayload.length).toBe(Number(poll.headers['content-length']))
  })

  test('HEAD and GET agree on the file', async () => {
    const { balkanid, pollingUrl, url } = await readyExport({}, dataset)
    const [poll, file] = [await balkanid.head(pollingUrl), await balkanid.download(url)]
    const aboutTheFile = ['content-length', 'content-type', 'etag', 'last-modified', 'accept-ranges'] as const
    expect(aboutTheFile.map((name) => poll.headers[name])).toEqual(aboutTheFile.map((name) => file.headers[name]))
    expect(poll.headers.etag).toMatch(/^"[^"]+"$/)
  })

  test('an answer to HEAD has no body, ready or not', async () => {
    const balkanid = emulator({ notReadyPolls: 1 })
    const { pollingUrl } = await balkanid.requestDownload(dataset)
    const [notReady, ready] = [await balkanid.head(pollingUrl), await balkanid.head(pollingUrl)]
    expect([notReady.statusCode, notReady.rawPayload.length]).toEqual([404, 0])
    expect([ready.statusCode, ready.rawPayload.length]).toEqual([200, 0])
  })
})

test('of fifty polls at once exactly the first n get 404', async () => {
  const balkanid = emulator({ notReadyPolls: 7 })
  const { pollingUrl } = await balkanid.requestDownload('requests')
  const statuses = await Promise.all(Array.from({ length: 50 }, () => balkanid.poll(pollingUrl)))
  expect(statuses.filter((status) => status === 404)).toHaveLength(7)
  expect(statuses.filter((status) => status === 200)).toHaveLength(43)
})

test('polls are counted for each export by itself', async () => {
  const balkanid = emulator({ notReadyPolls: 1 })
  const [a, b] = [await balkanid.requestDownload('requests'), await balkanid.requestDownload('requests')]
  const seen = [
    await balkanid.poll(a.pollingUrl),
    await balkanid.poll(a.pollingUrl),
    await balkanid.poll(b.pollingUrl),
    await balkanid.poll(b.pollingUrl),
  ]
  expect(seen).toEqual([404, 200, 404, 200])
})

test('each dataset can have its own number of polls; the others keep the default', async () => {
  const balkanid = emulator({ notReadyPolls: { rbac2: 0 } })
  const [requests, rbac2] = [await balkanid.requestDownload('requests'), await balkanid.requestDownload('rbac2')]
  expect(await balkanid.polls(requests.pollingUrl, 3)).toEqual([404, 404, 200])
  expect(await balkanid.polls(rbac2.pollingUrl, 1)).toEqual([200])
})

test('GET does not count as a poll', async () => {
  const balkanid = emulator({ notReadyPolls: 1 })
  const { pollingUrl, url } = await balkanid.requestDownload('requests')
  const downloads = [await balkanid.download(url), await balkanid.download(url), await balkanid.download(url)]
  expect(downloads.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
  expect(await balkanid.poll(pollingUrl)).toBe(404)
})

test('the last 404 makes the file ready: GET need not wait for a poll that gets 200', async () => {
  const balkanid = emulator({ notReadyPolls: 1 })
  const { pollingUrl, url } = await balkanid.requestDownload('requests')
  expect(await balkanid.poll(pollingUrl)).toBe(404)
  expect((await balkanid.download(url)).statusCode).toBe(200)
})

test('HEAD does not count as a download', async () => {
  const { balkanid, pollingUrl } = await readyExport({ rows: 10_000 })
  const poll = balkanid.poll(pollingUrl)
  await setImmediate()
  expect(await balkanid.health()).toMatchObject({ downloads: 0 })
  expect(await poll).toBe(200)
})

test('a refused poll is not counted', async () => {
  const balkanid = emulator({ notReadyPolls: 1 })
  const { pollingUrl, url } = await balkanid.requestDownload('requests')
  expect(await balkanid.polls(url, 3)).toEqual([403, 403, 403])
  expect(await balkanid.poll(pollingUrl)).toBe(404)
})

test('every POST makes an export of its own', async () => {
  const balkanid = emulator()
  const urls = [await balkanid.requestDownload('requests'), await balkanid.requestDownload('requests')]
  expect(new Set(urls.flatMap(({ pollingUrl, url }) => [pollingUrl, url])).size).toBe(4)
  expect(await balkanid.health()).toMatchObject({ exports: 2 })
})

describe('readiness after a duration', () => {
  test.each([[30_000, '30s'] as const, [1, 1] as const, [90 * 60_000, '1h30m'] as const])(
    'comes after %d ms, to the millisecond, however often it is polled',
    async (ms, readyAfter) => {
      const balkanid = emulator({ readyAfter, urlLifetime: '24h' })
      const { pollingUrl } = await balkanid.requestDownload('requests')
      balkanid.clock.advance(ms - 1)
      expect(await balkanid.polls(pollingUrl, 4)).toEqual([404, 404, 404, 404])
      balkanid.clock.advance(1)
      expect(await balkanid.polls(pollingUrl, 2)).toEqual([200, 200])
    },
  )

  test('needs no poll', async () => {
    const balkanid = emulator({ readyAfter: '5s' })
    const { url } = await balkanid.requestDownload('requests')
    expect((await balkanid.download(url)).statusCode).toBe(404)
    balkanid.clock.advance(5000)
    expect((await balkanid.download(url)).statusCode).toBe(200)
  })

  test('may be no time at all', async () => {
    const balkanid = emulator({ readyAfter: 0 })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    expect(await balkanid.poll(pollingUrl)).toBe(200)
  })

  test('may hold for one dataset, while the others count polls', async () => {
    const balkanid = emulator({ readyAfter: { requests: '1s' }, notReadyPolls: { rbac2: 1 } })
    const [requests, rbac2] = [await balkanid.requestDownload('requests'), await balkanid.requestDownload('rbac2')]
    expect(await balkanid.polls(requests.pollingUrl, 2)).toEqual([404, 404])
    expect(await balkanid.polls(rbac2.pollingUrl, 2)).toEqual([404, 200])
  })

  test('sets Last-Modified to that instant, whenever it is first seen', async () => {
    const balkanid = emulator({ readyAfter: '10s' })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    balkanid.clock.advance(60_000)
    const { headers } = await balkanid.head(pollingUrl)
    expect(headers['last-modified']).toBe('Wed, 04 Mar 2026 05:06:17 GMT')
  })
})

test('Last-Modified is when the last 404 was answered, and stays so', async () => {
  const balkanid = emulator({ notReadyPolls: 1 })
  const { pollingUrl, url } = await balkanid.requestDownload('requests')
  balkanid.clock.advance(3000)
  await balkanid.poll(pollingUrl)
  balkanid.clock.advance(60_000)
  const answers = [await balkanid.head(pollingUrl), await balkanid.download(url)]
  expect(answers.map(({ headers }) => headers['last-modified'])).toEqual(Array(2).fill('Wed, 04 Mar 2026 05:06:10 GMT'))
})
