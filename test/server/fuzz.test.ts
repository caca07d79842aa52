import { once } from 'node:events'
import { connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import type { MockServer } from '../../server/index.ts'
import { listLogger } from '../support/log-lines.ts'
import { RandomRequests } from '../support/random-requests.ts'
import { targetOf } from '../support/raw-http.ts'
import { healthOf, requestDownload, started } from '../support/started.ts'

/** FUZZ_SEED=… repeats a run. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)
const wanted = 100_000
const longestMs = 25_000
const connectionsAtOnce = 8
const requestsPerConnection = 100
const exportsLimit = 500
const mostHeapGrowth = 24 * 1024 * 1024

test(`${wanted} random and malformed requests do the mock no harm (FUZZ_SEED=${seed})`, {
  timeout: 60_000,
}, async () => {
  const uncaught: unknown[] = []
  const listen = (error: unknown) => uncaught.push(error)
  const events = ['uncaughtException', 'unhandledRejection'] as const
  events.forEach((event) => void process.on(event, listen))
  onTestFinished(() => events.forEach((event) => void process.off(event, listen)))

  const { logger, lines } = listLogger('error')
  const server = await started({
    logger,
    rows: 20,
    notReadyPolls: 1,
    limits: { exports: exportsLimit, bodyBytes: 8192 },
  })
  const requests = new RandomRequests(seed, `127.0.0.1:${server.port}`)
  const answers = new Map<number, number>()
  await attack(server, requests, answers, wanted / 10, performance.now() + longestMs / 5) // code and caches are warm then
  const before = heapAfterCollection()
  const sent = await attack(server, requests, answers, wanted, performance.now() + longestMs)

  expect(uncaught).toEqual([])
  expect(await healthOf(server)).toMatchObject({ status: 'ok', downloads: 0 })
  expect((await healthOf(server)).exports).toBeLessThanOrEqual(exportsLimit)
  expect(lines).toEqual([])
  expect([...answers.keys()].filter((status) => status >= 500)).toEqual([])
  // The requests must get through to every part of the server, or else this test shows nothing.
  expect([...answers.keys()]).toEqual(expect.arrayContaining([200, 206, 400, 403, 404, 405, 415, 431]))
  expect(sent).toBeGreaterThan(wanted / 10) // a slow machine gets no further in its time
  expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(sent / 2)
  expect(heapAfterCollection() - before).toBeLessThan(mostHeapGrowth)
})

/** @returns how many requests were sent */
async function attack(
  server: MockServer,
  requests: RandomRequests,
  answers: Map<number, number>,
  count: number,
  deadline: number,
): Promise<number> {
  let sent = 0
  const attacker = async () => {
    while (sent < count && performance.now() < deadline) {
      sent += requestsPerConnection
      await oneConnection(server, requests, answers)
    }
  }
  await Promise.all(Array.from({ length: connectionsAtOnce }, attacker))
  return sent
}

async function oneConnection(
  server: MockServer,
  requests: RandomRequests,
  answers: Map<number, number>,
): Promise<void> {
  if (requests.chance(0.2)) {
    const { pollingUrl, url } = await requestDownload(server, 'requests')
    requests.validTargets = [...requests.validTargets.slice(-8), targetOf(pollingUrl), targetOf(url)]
  }
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => undefined) // the server may reset what it was sent
  let unfinished = ''
  socket.on('data', (chunk) => {
    const text = unfinished + chunk.toString('latin1')
    for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
      answers.set(Number(status), (answers.get(Number(status)) ?? 0) + 1)
    }
    unfinished = text.slice(-12) // one character less than what is searched for
  })
  for (let i = 1; i < requestsPerConnection; i++) socket.write(requests.wellFormed())
  if (requests.chance(0.1)) socket.destroy()
  else socket.end(requests.last())
  await once(socket, 'close')
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
