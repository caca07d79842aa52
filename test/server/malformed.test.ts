import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { pathOfDataset } from '../support/emulator.ts'
import { idOf, problemOf } from '../support/problem.ts'
import { connected, exchange, parseAnswers, type RawAnswer, requestText, targetOf } from '../support/raw-http.ts'
import { healthOf, requestDownload, started } from '../support/started.ts'

const rbac2 = pathOfDataset('rbac2')

function problemIn({ status, headers, body }: RawAnswer) {
  return problemOf({ statusCode: status, headers, body: body.toString() })
}

test('a client that speaks TLS is told to use http', async () => {
  const { port } = await started()
  const hello = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])
  const [answer] = await exchange(port, hello)
  expect(problemIn(answer!)).toMatchObject({ status: 400, remedy: 'Use http:// instead of https://.' })
})

describe('what HTTP does not allow is answered with a problem, and the connection is closed:', () => {
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['binary', Buffer.from([0x80, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a target without a slash', 'GET storage HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a blank in the target', 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a field without a colon', 'GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n'],
    ['a field with a control character', 'GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n'],
    ['two lengths', `POST ${rbac2} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}`],
    ['a length that is none', `POST ${rbac2} HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n{}`],
    [
      'a length beside chunks',
      `POST ${rbac2} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a chunk without a size', `POST ${rbac2} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ])('%s', async (_, bytes) => {
    const { port } = await started()
    const answers = await exchange(port, bytes)
    expect(answers.map(({ status }) => status)).toEqual([400])
    expect(idOf(problemIn(answers[0]!))).toBe('bad-request')
    expect(answers[0]!.headers.connection).toBe('close')
  })
})

test.each([
  ['a header field', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['many fields', `GET / HTTP/1.1\r\nHost: a\r\n${'Name: value\r\n'.repeat(2000)}\r\n`],
  ['a URL', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
])('%s of more than 16 KiB in all is answered 431', async (_, bytes) => {
  const { port } = await started()
  const [answer] = await exchange(port, bytes)
  expect([answer!.status, idOf(problemIn(answer!))]).toEqual([431, 'header-too-large'])
})

test.each([
  ['Host', 'Host: \r\n'],
  ['Host', 'Host: a/b\r\n'],
  ['Host', 'Host: user@example.com\r\n'],
  ['Host', 'Host: [::1\r\n'],
  ['Host', 'Host: a:123456\r\n'],
  ['Host', 'Host: a:b\r\n'],
  ['Host', 'Host: "><script>\r\n'],
])('a host that cannot stand in a URL is answered 400: %s %j', async (_, field) => {
  const { port } = await started()
  const [answer] = await exchange(port, `POST ${rbac2} HTTP/1.1\r\n${field}Connection: close\r\n\r\n`, ['POST'])
  expect([answer!.status, idOf(problemIn(answer!))]).toEqual([400, 'unusable-host'])
})

test('a body that goes on for ever is cut off', async () => {
  const { port } = await started({ limits: { bodyBytes: 1000 } })
  const chunk = `3e8\r\n${'x'.repeat(1000)}\r\n`
  const [answer] = await exchange(
    port,
    `POST ${rbac2} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(2)}`,
    ['POST'],
  )
  expect([answer!.status, idOf(problemIn(answer!))]).toEqual([413, 'body-too-large'])
})

test('no Host in HTTP/1.1 is refused by Node itself, without a body', async () => {
  const { port } = await started()
  const socket = await connected(port)
  socket.write('GET / HTTP/1.1\r\n\r\n')
  expect(Buffer.concat(await socket.toArray()).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
})

test('nonsense during a download breaks it off, instead of ending up in the file', async () => {
  const server = await started({ notReadyPolls: 0, rows: 5000 })
  const { url } = await requestDownload(server, 'requests')
  const socket = await connected(server.port)
  const received: Buffer[] = []
  socket.on('error', () => undefined) // it may be reset
  socket.on('data', (chunk) => received.push(chunk))
  socket.write(requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host }))
  await once(socket, 'data')
  socket.write('nonsense\r\n\r\n')
  await once(socket, 'close')
  expect(
    Buffer.concat(received)
      .toString()
      .match(/HTTP\/1\.1 \d+/g),
  ).toEqual(['HTTP/1.1 200'])
})

test('nonsense after a whole answer gets an answer of its own', async () => {
  const { port } = await started()
  const socket = await connected(port)
  socket.write(requestText(`POST ${rbac2} HTTP/1.1`, { Host: 'a' }))
  const [first] = (await once(socket, 'data')) as [Buffer]
  socket.write('nonsense\r\n\r\n')
  const answers = parseAnswers(Buffer.concat([first, ...(await socket.toArray())]), ['POST', 'GET'])
  expect(answers.map(({ status }) => status)).toEqual([200, 400])
})

test('a server that was sent nonsense still serves', async () => {
  const server = await started()
  await exchange(server.port, 'nonsense\r\n\r\n')
  expect(await healthOf(server)).toMatchObject({ downloads: 0 })
})
