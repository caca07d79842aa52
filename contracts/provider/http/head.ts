import { isIP, connect as overTcp, type Socket } from 'node:net'
import { connect as overTls } from 'node:tls'
import type { Field } from '../../client/exchange.ts'
import type { Head } from './answer.ts'
import { type Failure, failed, failureOf } from './failure.ts'
import { mostHeadBytes, userAgent } from './limits.ts'
import type { Target } from './target.ts'

export interface HeadAnswer extends Head {
  /** Bytes that came after the head, where none may come. */
  readonly bodyBytes: number
}

interface Context {
  /** Its token. */
  readonly host: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** For how long a connection is watched whose head has come and which the server should close. */
const watchedMs = 1000
/** So many bytes show that there is a body. */
const mostBodyBytes = 64 * 1024

/**
 * Sends HEAD on a bare socket, since an HTTP client lets no one see whether a body came: it reads none, and closes the
 * connection.
 */
export function sendHead(target: Target, { host, timeoutMs, signal }: Context): Promise<HeadAnswer | Failure> {
  return new Promise((resolve) => {
    const socket = connected(target)
    let received = Buffer.alloc(0)
    let error: unknown
    let isSilent = false
    let read: Read = 'unfinished'
    const abort = () => socket.destroy()
    signal.addEventListener('abort', abort, { once: true })

    socket.setTimeout(timeoutMs)
    socket.on('timeout', () => {
      isSilent = true
      socket.destroy()
    })
    socket.on('error', (each) => {
      error = each
    })
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      read = readHead(received)
      if (read === 'not-http' || read === 'head-too-large') socket.destroy()
      else if (read !== 'unfinished') {
        socket.setTimeout(Math.min(timeoutMs, watchedMs))
        if (read.bodyBytes >= mostBodyBytes) socket.destroy()
      }
    })
    socket.on('close', () => {
      signal.removeEventListener('abort', abort)
      if (read === 'not-http' || read === 'head-too-large') resolve(failed(read, host))
      else if (read !== 'unfinished') resolve(read)
      else if (signal.aborted) resolve(failed('out-of-time', host))
      else if (isSilent) resolve(failed('silent', host))
      else resolve(error === undefined ? failed('broken-off', host) : failureOf(error, host))
    })
    socket.write(
      `HEAD ${target.path} HTTP/1.1\r\nHost: ${target.host}\r\nUser-Agent: ${userAgent}\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
    )
  })
}

function connected({ isSecure, hostname, port }: Target): Socket {
  if (!isSecure) return overTcp({ host: hostname, port })
  const name = isIP(hostname) === 0 ? { servername: hostname } : {}
  return overTls({ host: hostname, port, ALPNProtocols: ['http/1.1'], ...name })
}

type Read = HeadAnswer | 'unfinished' | 'not-http' | 'head-too-large'

/** The first head that is not a provisional one (1xx), and how much comes after it. */
function readHead(bytes: Buffer): Read {
  for (let from = 0; ; ) {
    const end = bytes.indexOf('\r\n\r\n', from)
    const text = bytes.toString('latin1', from, end === -1 ? from + mostHeadBytes : end)
    const isStatusLine = /^HTTP\/1\.[01] \d{3}(?: |\r|$)/.test(text)
    if (!isStatusLine && (end !== -1 || text.length >= 'HTTP/1.1 200'.length)) return 'not-http'
    if ((end === -1 ? bytes.length : end) - from > mostHeadBytes) return 'head-too-large'
    if (end === -1) return 'unfinished'
    const [statusLine, ...lines] = text.split('\r\n')
    const status = Number(statusLine!.slice(9, 12))
    from = end + 4
    if (status >= 200) return { status, fields: lines.flatMap(asField), bodyBytes: bytes.length - from }
  }
}

function asField(line: string): readonly Field[] {
  const colon = line.indexOf(':')
  return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]]
}
