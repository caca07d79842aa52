import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startMockServer } from '../../server/index.ts'
import { call, download, poll, polls, untilReady, urlsFrom } from '../support/plain-client.ts'

// A host's test replaces every timer there is, the clock too, and never lets them run. With a manual clock nothing of
// the mock may wait for one.

const machineTime = Date.now()

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function started() {
  const server = await startMockServer({ clock: 'manual', rows: 300 })
  onTestFinished(() => server.close())
  return server
}

test('the timers are replaced', () => {
  let fired = false
  setImmediate(() => {
    fired = true
  })
  expect([fired, vi.getTimerCount()]).toEqual([false, 1])
})

test('the whole flow runs', async () => {
  const { baseUrl } = await started()
  const { pollingUrl, url } = await urlsFrom(baseUrl)
  expect(await polls(pollingUrl, 3)).toEqual([404, 404, 200])
  expect((await download(url)).isWhole).toBe(true)
})

test('a file becomes ready when the sandbox is told that time has passed', async () => {
  const server = await started()
  const { baseUrl, clock } = await server.sandbox({ scenario: 'slow' })
  const { pollingUrl } = await urlsFrom(baseUrl)
  expect(await poll(pollingUrl)).toBe(404)
  await clock.advance('30s')
  expect(await poll(pollingUrl)).toBe(200)
})

test('slow answers and slow downloads wait for the sandbox alone', async () => {
  const server = await started()
  const { baseUrl, clock } = await server.sandbox({ scenario: { call: [{ fault: 'delay', for: '1h' }] } })
  const answered = call(baseUrl)
  while (clock.describe().waiting === 0) await poll(`${server.baseUrl}/nothing`)
  await clock.advance('1h')
  expect((await answered).status).toBe(200)

  const slow = await server.sandbox({ scenario: 'slow-download' })
  const { pollingUrl, url } = await urlsFrom(slow.baseUrl)
  await untilReady(pollingUrl)
  const response = await fetch(url)
  await slow.clock.advance('10m')
  expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(65_536)
})

test('reset and close are done without any timer', async () => {
  const server = await started()
  const sandbox = await server.sandbox({ scenario: 'stalled-download' })
  const { pollingUrl, url } = await urlsFrom(sandbox.baseUrl)
  await untilReady(pollingUrl)
  const response = await fetch(url)
  await sandbox.reset()
  await expect(response.arrayBuffer()).rejects.toThrow()
  await server.close()
  expect(Date.now() - machineTime).toBeLessThan(60_000)
})
