import { once } from 'node:events'
import supertest from 'supertest'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CsvFile } from '../../generators/index.ts'
import { buildApp, type MockServer } from '../../server/index.ts'
import { specOf } from '../support/csv-files.ts'
import { pathOfDataset } from '../support/emulator.ts'
import { connected, requestText, targetOf } from '../support/raw-http.ts'
import { healthOf, requestDownload, started } from '../support/started.ts'

test('supertest runs the whole flow on the app itself', async () => {
  const app = buildApp({ notReadyPolls: 1, rows: 10 })
  onTestFinished(() => app.close())
  await app.listen()
  const agent = supertest(app.server)
  const { body } = await agent.post(pathOfDataset('requests')).send({ includeCompleted: true }).expect(200)
  const { pollingUrl, url } = body as { pollingUrl: string; url: string }
  // As answered: supertest itself would send another port.
  await supertest(new URL(pollingUrl).origin).head(targetOf(pollingUrl)).expect(404)
  await supertest(new URL(pollingUrl).origin).head(targetOf(pollingUrl)).expect(200)
  const { text } = await supertest(new URL(url).origin)
    .get(targetOf(url))
    .expect('content-type', 'text/csv')
    .expect(200)
  expect(text.split('\n')).toHaveLength(12)
})

describe('a file of some 13 MB', () => {
  const rows = 20_000

  test('comes whole, to the byte', async () => {
    const server = await started({ notReadyPolls: 0, rows, seed: 42 })
    const { url } = await requestDownload(server, 'requests')
    const received = Buffer.from(await (await fetch(url)).arrayBuffer())
    expect(received.equals(await wholeOf(rows))).toBe(true)
  })

  test('comes whole to a client that reads slowly', async () => {
    const server = await started({ notReadyPolls: 0, rows, seed: 42 })
    const { url } = await requestDownload(server, 'requests')
    const response = await fetch(url)
    const chunks: Uint8Array[] = []
    for await (const chunk of response.body!) {
      chunks.push(chunk)
      await healthOf(server) // takes longer than making the next chunk, so the sender has to wait
    }
    expect(Buffer.concat(chunks).equals(await wholeOf(rows))).toBe(true)
  })

  test('comes whole to ten clients at once', async () => {
    const server = await started({ notReadyPolls: 0, rows, seed: 42 })
    const { url } = await requestDownload(server, 'requests')
    const downloads = Array.from({ length: 10 }, async () => Buffer.from(await (await fetch(url)).arrayBuffer()))
    const whole = await wholeOf(rows)
    const received = await Promise.all(downloads)
    expect(received.map((bytes) => bytes.equals(whole))).toEqual(Array(10).fill(true))
  })
})

test('downloads at once take turns: a short one does not wait for a long one', async () => {
  const server = await started({ notReadyPolls: 0, rows: { requests: 100_000, rbac2: 10 } })
  const [long, short] = [await requestDownload(server, 'requests'), await requestDownload(server, 'rbac2')]
  const ended: string[] = []
  const read = async (name: string, url: string) => {
    for await (const _ of (await fetch(url)).body!);
    ended.push(name)
  }
  const reading = read('long', long.url)
  await untilDownloads(server, 1)
  await Promise.all([reading, read('short', short.url)])
  expect(ended).toEqual(['short', 'long'])
})

test('while a large file is measured, others are answered', async () => {
  const server = await started({ notReadyPolls: 0, rows: { requests: 2_000_000 } })
  const { pollingUrl } = await requestDownload(server, 'requests')
  const measured = fetch(pollingUrl, { method: 'HEAD' }).then(() => 'measured')
  expect(await Promise.race([measured, healthOf(server).then(() => 'answered')])).toBe('answered')
  expect(await measured).toBe('measured')
})

describe('a client that hangs up', () => {
  test('during a download leaves nothing behind', async () => {
    const unheard: unknown[] = []
    const listen = (error: unknown) => unheard.push(error)
    process.on('unhandledRejection', listen)
    onTestFinished(() => void process.off('unhandledRejection', listen))
    const server = await started({ notReadyPolls: 0, rows: 300_000 })
    const { url } = await requestDownload(server, 'requests')

    const socket = await connected(server.port)
    socket.write(requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host }))
    await once(socket, 'data')
    await untilDownloads(server, 1)
    socket.destroy()
    await untilDownloads(server, 0)
    expect(unheard).toEqual([])
  })

  test('before the answer leaves nothing behind either', async () => {
    const server = await started({ notReadyPolls: 0, rows: 300_000 })
    const { url } = await requestDownload(server, 'requests')
    const socket = await connected(server.port)
    const request = requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host })
    await new Promise((resolve) => socket.write(request, resolve))
    socket.resetAndDestroy()
    expect((await fetch(url, { headers: { range: 'bytes=0-99' } })).status).toBe(206)
    await untilDownloads(server, 0)
  })

  test('can go on from where it was', async () => {
    const server = await started({ notReadyPolls: 0, rows: 20_000, seed: 42 })
    const { url } = await requestDownload(server, 'requests')
    const first = await fetch(url)
    const reader = first.body!.getReader()
    const begun = Buffer.from((await reader.read()).value!)
    await reader.cancel()
    const headers = { range: `bytes=${begun.length}-`, 'if-range': first.headers.get('etag')! }
    const rest = Buffer.from(await (await fetch(url, { headers })).arrayBuffer())
    expect(Buffer.concat([begun, rest]).equals(await wholeOf(20_000))).toBe(true)
  })
})

/** The file as the generators make it, which the server is held against. */
async function wholeOf(rows: number): Promise<Buffer> {
  return Buffer.concat([...(await CsvFile.open(specOf('requests', { rows }))).bytes()])
}

/** Asks until so many downloads are under way; the test's own timeout ends it where that never comes. */
async function untilDownloads(server: MockServer, count: number): Promise<void> {
  while ((await healthOf(server)).downloads !== count);
}
