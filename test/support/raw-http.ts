import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/**
 * Sends bytes on a connection of their own and reads until the server closes it.
 * @param methods of the requests in the order of their answers: an answer to HEAD has no body, whatever its length says
 */
export async function exchange(
  port: number,
  bytes: string | Buffer,
  methods: readonly string[] = ['GET'],
): Promise<readonly RawAnswer[]> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk)
  return parseAnswers(Buffer.concat(chunks), methods)
}

/** @throws where the bytes are anything but whole answers, one after the other */
export function parseAnswers(bytes: Buffer, methods: readonly string[]): readonly RawAnswer[] {
  const answers: RawAnswer[] = []
  const awaited = [...methods]
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n\r\n', at)
    if (end === -1) throw new Error(`No answer: ${JSON.stringify(bytes.toString('latin1', at, at + 200))}`)
    const [statusLine, ...lines] = bytes.toString('latin1', at, end).split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine!)?.[1])
    if (Number.isNaN(status)) throw new Error(`No status line: ${JSON.stringify(statusLine)}`)
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const method = status < 200 ? '' : (awaited.shift() ?? 'GET')
    const hasBody = method !== 'HEAD' && status >= 200 && status !== 304
    const length = hasBody ? Number(headers['content-length'] ?? 0) : 0
    const from = end + 4
    if (from + length > bytes.length) throw new Error(`A body of ${bytes.length - from} bytes instead of ${length}`)
    answers.push({ status, headers, body: bytes.subarray(from, from + length) })
    at = from + length
  }
  return answers
}

/** A request as text, with the length of its body. */
export function requestText(
  requestLine: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): string {
  const length = body.length === 0 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const fields = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${requestLine}\r\n${fields.join('')}\r\n${body}`
}

/** The path and query of a URL, as they go into a request line. */
export function targetOf(url: string): string {
  return url.slice(url.indexOf('/', 'http://'.length))
}

export async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}
