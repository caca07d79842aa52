import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { emulator, pathOfDataset, readyExport } from '../support/emulator.ts'
import { listLogger } from '../support/log-lines.ts'
import { problemOf } from '../support/problem.ts'
import { connected, exchange, requestText, targetOf } from '../support/raw-http.ts'
import { healthOf, requestDownload, started } from '../support/started.ts'
import { readStorageError } from '../support/storage-error.ts'

test('downloads that wait behind another on a lost connection end with it', async () => {
  const server = await started({ notReadyPolls: 0, rows: 20_000 })
  const { url } = await requestDownload(server, 'requests')
  const socket = await connected(server.port)
  const get = requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host })
  socket.write(get.repeat(20))
  await once(socket, 'data')
  expect((await healthOf(server)).downloads).toBeGreaterThan(1)
  socket.destroy()
  await vi.waitFor(async () => expect((await healthOf(server)).downloads).toBe(0), { interval: 1 })
})

test('a method that Fastify has no routes for gets what storage says to it', async () => {
  const server = await started({ notReadyPolls: 0 })
  const { url } = await requestDownload(server, 'rbac2')
  const request = requestText(`PROPFIND ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host, Connection: 'close' })
  const [answer] = await exchange(server.port, request)
  expect(answer!.status).toBe(403)
  expect(readStorageError(answer!.body.toString())).toMatchObject({ Code: 'SignatureDoesNotMatch' })
})

test('a body that is too large is refused as storage does it', async () => {
  const { balkanid, url } = await readyExport({ limits: { bodyBytes: 100 } })
  const response = await balkanid.send({ method: 'PUT', url, headers: {}, body: 'x'.repeat(101) })
  expect(response.statusCode).toBe(400)
  expect(readStorageError(response.body)).toMatchObject({ Code: 'EntityTooLarge', MaxSizeAllowed: '100' })
})

test('ids from outside may be anything that a URL need not encode', async () => {
  const balkanid = emulator({ nextId: () => 'export-1', notReadyPolls: 1 })
  const { pollingUrl } = await balkanid.requestDownload('requests')
  expect(pollingUrl).toContain('/storage/export-1/requests.csv?')
  expect(await balkanid.polls(pollingUrl, 2)).toEqual([404, 200])
})

test.each(['', 'a/b', 'a"b', 'é', 'x'.repeat(65)])('the id %j from outside makes no export', async (id) => {
  const balkanid = emulator({ nextId: () => id })
  expect((await balkanid.post('rbac2')).statusCode).toBe(500)
  expect(await balkanid.health()).toMatchObject({ exports: 0 })
})

test('an id that was given before makes no second export', async () => {
  const balkanid = emulator({ nextId: () => 'again', notReadyPolls: 0 })
  const { pollingUrl } = await balkanid.requestDownload('requests')
  expect((await balkanid.post('rbac2')).statusCode).toBe(500)
  expect(await balkanid.poll(pollingUrl)).toBe(200)
})

test('of a target with scheme and host the host counts, whatever Host says', async () => {
  const server = await started()
  const target = `http://storage.example:8080${pathOfDataset('rbac2')}`
  const request = requestText(`POST ${target} HTTP/1.1`, { Host: 'other.example', Connection: 'close' })
  const [answer] = await exchange(server.port, request, ['POST'])
  const { url } = JSON.parse(answer!.body.toString()) as { url: string }
  expect(new URL(url).host).toBe('storage.example:8080')
})

test('a media type that is none is refused by its name, and passes where validation is lenient', async () => {
  const headers = { 'content-type': 'json' }
  const refused = await emulator().post('requests', { includeCompleted: true }, headers)
  expect(problemOf(refused)).toMatchObject({ status: 415, received: 'Content-Type: json' })
  const lenient = emulator({ bodyValidation: 'lenient' })
  expect((await lenient.post('requests', { includeCompleted: true }, headers)).statusCode).toBe(200)
})

test('what is no HTTP is logged too', async () => {
  const { logger, lines } = listLogger()
  const server = await started({ logger })
  await exchange(server.port, 'nonsense\r\n\r\n')
  expect(lines).toContainEqual(expect.objectContaining({ msg: 'no exchange', status: 400 }))
})
