import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { emulator, readyExport } from '../support/emulator.ts'
import { type LogLine, listLogger } from '../support/log-lines.ts'
import { connected, exchange, requestText, targetOf } from '../support/raw-http.ts'
import { healthOf, requestDownload, started } from '../support/started.ts'

const apiKeys = [{ id: 'key-1', secret: 'top-secret' }]

function exchanges(lines: readonly LogLine[]): readonly LogLine[] {
  return lines.filter(({ msg }) => msg === 'exchange')
}

test('each exchange is one line: what was asked, what was answered, and why', async () => {
  const { logger, lines } = listLogger()
  const balkanid = emulator({ logger, notReadyPolls: 1 })
  const { pollingUrl, url } = await balkanid.requestDownload('requests')
  await balkanid.poll(pollingUrl)
  await balkanid.poll(pollingUrl)
  await balkanid.download(url)
  await balkanid.download(url, { range: 'bytes=0-9' })
  await balkanid.download(pollingUrl)
  await balkanid.post('nothing', {})
  await balkanid.send({ url: '/%zz' })

  const id = '00000000000000000000000001'
  expect(lines.map(({ method, status, note, export: exported }) => [method, status, note, exported])).toEqual([
    ['POST', 200, undefined, id],
    ['HEAD', 404, expect.stringContaining('Not ready yet'), id],
    ['HEAD', 200, 'ready', id],
    ['GET', 200, 'download', id],
    ['GET', 206, 'download of bytes 0 to 9', id],
    ['GET', 403, expect.stringContaining('Received GET on a URL signed for HEAD.'), undefined],
    ['POST', 404, expect.stringContaining('Received the dataset "nothing"'), undefined],
    ['GET', 400, expect.stringContaining('percent sign'), undefined],
  ])
  expect(lines.map(({ msg }) => msg)).toEqual(Array(8).fill('exchange'))
  expect(lines.map(({ ms }) => typeof ms)).toEqual(Array(8).fill('number'))
})

describe('no line has', () => {
  test('a signature that could be used', async () => {
    const { logger, lines } = listLogger('trace')
    const { balkanid, pollingUrl, url } = await readyExport({ logger })
    await balkanid.poll(pollingUrl)
    await balkanid.download(url)
    await balkanid.download(pollingUrl)
    await balkanid.download(url.replace('Expires=900', 'Expires=901'))
    await balkanid.send({ url: url.replace('/storage/', '/storages/') })
    await balkanid.send({ url: url.replaceAll('X-Amz-', 'x-amz-') })
    await balkanid.send({ url: url.replace('X-Amz-Signature', 'X-Amz-%53ignature') })
    await balkanid.send({ url: url.replace('/storage/', '/%zz/') })
    const signatures = [pollingUrl, url].map((each) => new URL(each).searchParams.get('X-Amz-Signature')!)
    expect(lines.length).toBeGreaterThanOrEqual(9)
    expect(signatures.filter((signature) => JSON.stringify(lines).includes(signature))).toEqual([])
  })

  test('the secret of an API key, right or wrong', async () => {
    const { logger, lines } = listLogger('trace')
    const balkanid = emulator({ logger, apiKeys })
    await balkanid.post('rbac2', undefined, { 'x-api-key-id': 'key-1', 'x-api-key-secret': 'top-secret' })
    await balkanid.post('rbac2', undefined, { 'x-api-key-id': 'key-2', 'x-api-key-secret': 'top-secret' })
    await balkanid.post('rbac2', undefined, { 'x-api-key-id': 'key-1', 'x-api-key-secret': 'wrong-secret' })
    expect(lines.length).toBeGreaterThan(2)
    expect(JSON.stringify(lines)).not.toMatch(/top-secret|wrong-secret/)
  })
})

describe('over the network, a line is written', () => {
  test('for a streamed download, when it has been sent', async () => {
    const { logger, lines } = listLogger()
    const server = await started({ logger, notReadyPolls: 0, rows: 5000 })
    const { url } = await requestDownload(server, 'requests')
    await exchange(
      server.port,
      requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host, Connection: 'close' }),
    )
    expect(exchanges(lines).map(({ method, status, note }) => [method, status, note])).toEqual([
      ['POST', 200, undefined],
      ['GET', 200, 'download'],
    ])
  })

  test('for a client that hung up during its download, and just one', async () => {
    const { logger, lines } = listLogger()
    const server = await started({ logger, notReadyPolls: 0, rows: 100_000 })
    const { url } = await requestDownload(server, 'requests')
    const socket = await connected(server.port)
    socket.write(requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host }))
    await once(socket, 'data')
    socket.destroy()
    while ((await healthOf(server)).downloads !== 0);
    const downloads = exchanges(lines).filter(({ url: logged }) => String(logged).startsWith('/storage/'))
    expect(downloads).toHaveLength(1)
    expect(downloads[0]).toMatchObject({ method: 'GET', note: 'download', aborted: true })
    expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([]) // it is not the mock's fault
  })

  test('for a client that hung up while it sent its body, and just one', async () => {
    const { logger, lines } = listLogger()
    const server = await started({ logger })
    const socket = await connected(server.port)
    socket.write('POST /api/rest/v0/requests/download-url HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{')
    await healthOf(server)
    socket.destroy()
    const posts = () => exchanges(lines).filter(({ method }) => method === 'POST')
    while (posts().length === 0) await healthOf(server)
    await healthOf(server)
    expect(posts()).toHaveLength(1)
    expect(posts()[0]).toMatchObject({ aborted: true })
  })
})
