import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../server/index.ts'
import { fetchCsv, polls, urlsFrom } from '../support/plain-client.ts'

// Two hundred tests that run at once against one server, as a test suite's own would: each in its sandbox, with a seed, a
// number of rows, a readiness and a time of its own, and none sees another.

let server: MockServer

beforeAll(async () => {
  server = await startMockServer({ rows: 20 })
})
afterAll(() => server.close())

const numbers = Array.from({ length: 200 }, (_, index) => index + 1)
const hashes = new Map<string, number>()

describe.concurrent('in parallel', { timeout: 60_000 }, () => {
  test.each(numbers)('test %d sees its own sandbox alone', async (n) => {
    await using sandbox = await server.sandbox({
      seed: 1000 + n,
      rows: { requests: n },
      readiness: { after: 'polls', polls: n % 5 },
      clock: 'manual',
    })
    await sandbox.clock.advance(n * 1000)
    const { pollingUrl } = await urlsFrom(sandbox.baseUrl)
    const outcomes = await polls(pollingUrl, (n % 5) + 1)
    const { body } = await fetchCsv(sandbox.baseUrl)
    await sandbox.settled()

    expect(outcomes).toEqual([...Array<number>(n % 5).fill(404), 200])
    expect(parse(body)).toHaveLength(n + 1)
    expect(new URL(pollingUrl).searchParams.get('X-Amz-Date')).toBe(basic(Date.UTC(2026, 0, 1) + n * 1000))
    expect(sandbox.exports()).toHaveLength(2)
    const exchanges = sandbox.exchanges()
    expect(exchanges.map(({ id }) => id)).toEqual(exchanges.map((_, at) => at + 1))
    expect(exchanges).toHaveLength(2 * (1 + (n % 5) + 1) + 1)
    expect(new Set(exchanges.map(({ path }) => path.split('/')[1]))).toEqual(new Set([`~${sandbox.id}`]))
    hashes.set(createHash('sha256').update(body).digest('hex'), n)
  })
})

test('each had a file of its own', () => {
  expect(hashes.size).toBe(200)
})

test('and nothing of them is left', () => {
  expect(server.sandboxes().map(({ id }) => id)).toEqual(['default'])
  expect(server.root.exchanges()).toEqual([])
})

/** `20260101T000000Z` */
function basic(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
