import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { pathOfDataset } from '../support/emulator.ts'
import { connected, exchange, parseAnswers, requestText, targetOf } from '../support/raw-http.ts'
import { healthOf, requestDownload, started } from '../support/started.ts'

const requests = pathOfDataset('requests')
const rbac2 = pathOfDataset('rbac2')
const sampleBody = '{\n    "includeCompleted": true\n}'
const closing = { Connection: 'close' }

/** What curl 8 sends for the documentation's samples: `--header 'X-Api-Key-ID;'` is a field without a value. */
const samples = {
  requests: requestText(
    `POST ${requests} HTTP/1.1`,
    {
      Host: 'localhost:4610',
      'User-Agent': 'curl/8.5.0',
      Accept: '*/*',
      'X-Api-Key-ID': '',
      'X-Api-Key-Secret': '',
      'Content-Type': 'application/json',
      ...closing,
    },
    sampleBody,
  ),
  rbac2: requestText(`POST ${rbac2} HTTP/1.1`, {
    Host: 'localhost:4610',
    'User-Agent': 'curl/8.5.0',
    Accept: '*/*',
    'X-Api-Key-ID': '',
    'X-Api-Key-Secret': '',
    'Content-Type': 'application/json',
    ...closing,
  }),
}

test.each(datasetSlugs)("the documentation's sample for %s is answered with two URLs", async (dataset) => {
  const { port } = await started()
  const [answer] = await exchange(port, samples[dataset], ['POST'])
  expect(answer!.status).toBe(200)
  expect(JSON.parse(answer!.body.toString())).toEqual({
    pollingUrl: expect.stringMatching(/^http:\/\/localhost:4610\/storage\//),
    url: expect.stringMatching(/^http:\/\/localhost:4610\/storage\//),
  })
})

describe('a POST is understood', () => {
  const host = { Host: '127.0.0.1', ...closing }

  test.each([
    ['without a Content-Type', requestText(`POST ${requests} HTTP/1.1`, host, sampleBody)],
    [
      'with an empty Content-Type',
      requestText(`POST ${requests} HTTP/1.1`, { ...host, 'Content-Type': '' }, sampleBody),
    ],
    [
      'with a charset',
      requestText(
        `POST ${requests} HTTP/1.1`,
        { ...host, 'Content-Type': 'application/json; charset=utf-8' },
        sampleBody,
      ),
    ],
    [
      'with a media type in capitals',
      requestText(`POST ${requests} HTTP/1.1`, { ...host, 'Content-Type': 'Application/JSON' }, sampleBody),
    ],
    [
      'with header names in capitals',
      requestText(
        `POST ${requests} HTTP/1.1`,
        { HOST: 'a', CONNECTION: 'close', 'CONTENT-TYPE': 'application/json' },
        sampleBody,
      ),
    ],
    [
      'in chunks',
      `POST ${requests} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        'Transfer-Encoding: chunked\r\n\r\n12\r\n{"includeCompleted\r\n7\r\n": true\r\n1;x=y\r\n}\r\n0\r\nTrailer: x\r\n\r\n',
    ],
    ['without a body and its length', `POST ${rbac2} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`],
    ['with the length 0', `POST ${rbac2} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`],
    ['with a body that is not needed', requestText(`POST ${rbac2} HTTP/1.1`, host, '{}')],
    ['with a query that is not needed', requestText(`POST ${rbac2}?a=%zz&b HTTP/1.1`, host)],
    ['after an empty line, as RFC 9112 asks for', `\r\nPOST ${rbac2} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`],
  ])('%s', async (_, bytes) => {
    const { port } = await started()
    const [answer] = await exchange(port, bytes, ['POST'])
    expect([answer!.status, answer!.body.toString()]).toEqual([200, expect.stringContaining('pollingUrl')])
  })
})

test('Expect: 100-continue gets its 100, and the answer after the body', async () => {
  const { port } = await started()
  const socket = await connected(port)
  socket.write(
    `POST ${requests} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${sampleBody.length}\r\n\r\n`,
  )
  const [first] = (await once(socket, 'data')) as [Buffer]
  expect(first.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n')
  socket.end(sampleBody)
  const answers = parseAnswers(Buffer.concat(await socket.toArray()), ['POST'])
  expect(answers.map(({ status }) => status)).toEqual([200])
})

describe('HTTP/1.0 without Host', () => {
  test('is answered with URLs that lead to where the connection ends', async () => {
    const { port } = await started()
    const [answer] = await exchange(port, `POST ${rbac2} HTTP/1.0\r\n\r\n`, ['POST'])
    const { pollingUrl } = JSON.parse(answer!.body.toString()) as { pollingUrl: string }
    expect(new URL(pollingUrl).host).toBe(`127.0.0.1:${port}`)
  })

  test('can poll and download', async () => {
    const { port } = await started({ notReadyPolls: 0 })
    const [answer] = await exchange(port, `POST ${rbac2} HTTP/1.0\r\n\r\n`, ['POST'])
    const { pollingUrl, url } = JSON.parse(answer!.body.toString()) as { pollingUrl: string; url: string }
    const [poll] = await exchange(port, `HEAD ${targetOf(pollingUrl)} HTTP/1.0\r\n\r\n`, ['HEAD'])
    const [download] = await exchange(port, `GET ${targetOf(url)} HTTP/1.0\r\n\r\n`)
    expect([poll!.status, download!.status]).toEqual([200, 200])
    expect(download!.body.length).toBe(Number(poll!.headers['content-length']))
  })
})

describe('one connection', () => {
  test('is kept for the next request', async () => {
    const { port } = await started()
    const socket = await connected(port)
    const ask = async () => {
      socket.write(requestText(`POST ${rbac2} HTTP/1.1`, { Host: 'a' }))
      const [bytes] = (await once(socket, 'data')) as [Buffer]
      return parseAnswers(bytes, ['POST'])[0]!.status
    }
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 200])
    socket.destroy()
  })

  test('answers pipelined requests in their order', async () => {
    const server = await started({ notReadyPolls: 1, rows: 5000 })
    const { pollingUrl, url } = await requestDownload(server, 'requests')
    const host = { Host: new URL(url).host }
    const bytes = [
      requestText(`HEAD ${targetOf(pollingUrl)} HTTP/1.1`, host),
      requestText(`HEAD ${targetOf(pollingUrl)} HTTP/1.1`, host),
      requestText(`GET ${targetOf(url)} HTTP/1.1`, host),
      requestText(`POST ${requests} HTTP/1.1`, { ...host, 'Content-Type': 'application/json' }, sampleBody),
      requestText(`GET ${targetOf(url)} HTTP/1.1`, { ...host, Range: 'bytes=0-9' }),
      requestText('GET /nowhere HTTP/1.1', { ...host, ...closing }),
    ].join('')
    const answers = await exchange(server.port, bytes, ['HEAD', 'HEAD', 'GET', 'POST', 'GET', 'GET'])
    expect(answers.map(({ status }) => status)).toEqual([404, 200, 200, 200, 206, 404])
    expect(answers[2]!.body.length).toBeGreaterThan(2 ** 20)
    expect(answers[4]!.body.equals(answers[2]!.body.subarray(0, 10))).toBe(true)
  })

  test('a refused poll or download leaves it open for the next request', async () => {
    const server = await started()
    const { url } = await requestDownload(server, 'rbac2')
    const host = { Host: new URL(url).host }
    const bytes = [
      requestText(`GET ${targetOf(url)} HTTP/1.1`, host),
      requestText(`HEAD ${targetOf(url)} HTTP/1.1`, host),
      requestText(`DELETE ${targetOf(url)} HTTP/1.1`, host, 'a body that nobody asked for'),
      requestText(`POST ${rbac2} HTTP/1.1`, { ...host, ...closing }),
    ].join('')
    const answers = await exchange(server.port, bytes, ['GET', 'HEAD', 'DELETE', 'POST'])
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 403, 200])
  })
})

test('a URL as proxies get it, with scheme and host, is the same URL', async () => {
  const server = await started({ notReadyPolls: 0 })
  const { pollingUrl, url } = await requestDownload(server, 'rbac2')
  const host = { Host: new URL(url).host }
  const bytes = [
    requestText(`POST ${server.baseUrl}${rbac2} HTTP/1.1`, host),
    requestText(`HEAD ${pollingUrl} HTTP/1.1`, host),
    requestText(`GET ${url} HTTP/1.1`, { ...host, ...closing }),
  ].join('')
  const answers = await exchange(server.port, bytes, ['POST', 'HEAD', 'GET'])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
})

test('GET with a body, which means nothing, is answered all the same', async () => {
  const server = await started({ notReadyPolls: 0 })
  const { url } = await requestDownload(server, 'rbac2')
  const [answer] = await exchange(
    server.port,
    requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host, ...closing }, 'x'.repeat(1000)),
  )
  expect(answer!.status).toBe(200)
})

test('health answers HEAD as GET, without the body', async () => {
  const { baseUrl } = await started()
  const [head, get] = [
    await fetch(`${baseUrl}/__mock/health`, { method: 'HEAD' }),
    await fetch(`${baseUrl}/__mock/health`),
  ]
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
})

test('health is not cached', async () => {
  const server = await started()
  const response = await fetch(`${server.baseUrl}/__mock/health`)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await healthOf(server)).toMatchObject({ status: 'ok', exports: 0, downloads: 0, datasets: datasetSlugs })
})
