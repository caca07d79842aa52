import { pathOfDataset } from './emulator.ts'

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'PURGE']
const segments = [
  ...['api', 'rest', 'v0', 'requests', 'rbac2', 'storage', '__mock', 'health', 'download-url', 'upload-url', 'apps'],
  ...['..', '.', '', '%2F', '%00', '%zz', '%', '%E0%A4%A', 'constructor', '__proto__', '*', ':id', '{}', '|'],
]
const names = [
  ...['Range', 'If-Range', 'If-None-Match', 'If-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'Accept', 'Cookie'],
  ...['Content-Type', 'Content-Encoding', 'X-Api-Key-ID', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'Upgrade'],
  ...[
    'x-amz-content-sha256',
    'X-Amz-Date',
    'Authorization',
    'constructor',
    '__proto__',
    'TE',
    'Expect',
    'Via',
    'Origin',
  ],
]
const values = [
  ...[
    '',
    'a',
    '*',
    '"a"',
    'W/"a"',
    'bytes=0-',
    'bytes=-1',
    'bytes=5-1',
    'bytes=0-1,3-4',
    'bytes=99999999999999999999-',
  ],
  ...['application/json', 'text/plain', 'json', 'gzip', '100-continue', 'websocket', 'h2c', '0', '-1', 'NaN', 'true'],
  ...['Wed, 04 Mar 2026 05:06:07 GMT', '12', 'example.com', 'a/b', '<script>', '\u00ff\u00fe', ' x ', 'x'.repeat(3000)],
]
const parameters = [
  ...['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature'],
  ...['X-Amz-Content-Sha256', 'x-amz-date', 'constructor', '__proto__', '%zz', '', 'a[b]', 'a[]'],
]
const parameterValues = [
  ...['AWS4-HMAC-SHA256', 'BALKANIDMOCK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request', '20260101T000000Z', '900', 'host'],
  ...[
    '00000101T000000Z',
    '99991231T235959Z',
    '99999999T999999Z',
    '604800',
    '-1',
    'host%3Bconstructor',
    'host;__proto__',
  ],
  ...['%zz', '%', '', '%00', '%ff', '%F0%9F%98%80', '0'.repeat(64), 'a=b=c', '//////', '+'],
]
const bodies = [
  ...['{"includeCompleted":true}', '{"includeCompleted":false}', '{', '[]', 'null', '1e999', '""', '{"a":1,"a":2}', ''],
  ...['{"__proto__":{"includeCompleted":true}}', '\ufeff{}', '\u0000', '['.repeat(5000)],
]
const breakers = [
  ...[
    'nonsense\r\n\r\n',
    '\r\n\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ],
  ...[
    'GET  / HTTP/1.1\r\nHost: a\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n',
    'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
  ],
  ...[
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n',
  ],
  `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n${'x'.repeat(9000)}`,
  `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: a\r\n${'A: b\r\n'.repeat(5000)}\r\n`,
]

/** Requests that no client should send, each a function of the random numbers. */
export class RandomRequests {
  /** Targets of URLs that the server answered lately; they are sent as they are, and with small changes. */
  validTargets: readonly string[] = []
  private readonly random: () => number
  private readonly host: string

  constructor(seed: number, host: string) {
    this.random = seededRandom(seed)
    this.host = host
  }

  /** One that HTTP's parser takes, so that more can follow on the same connection. */
  wellFormed(): string {
    const body = this.chance(0.4) ? this.one(bodies) : ''
    const fields = Array.from({ length: this.below(4) }, () => `${this.one(names)}: ${this.one(values)}\r\n`)
    const host = this.chance(0.95) ? this.host : this.one(['a b', '', '[::1]:1', 'x'.repeat(500), '<>', 'localhost'])
    const framing = this.chance(0.2)
      ? `Transfer-Encoding: chunked\r\n\r\n${this.chunked(body)}`
      : `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    const target = this.target()
    return `${this.methodFor(target)} ${target} HTTP/1.1\r\nHost: ${host}\r\n${fields.join('')}${framing}`
  }

  /** The last of a connection: it breaks HTTP's rules, stops in its middle, or is no text at all. */
  last(): string | Buffer {
    const kind = this.random()
    if (kind < 0.3) return this.one(breakers)
    if (kind < 0.6) return Buffer.from(Array.from({ length: 1 + this.below(300) }, () => this.below(256)))
    const whole = this.wellFormed()
    if (kind < 0.8) return whole.slice(0, this.below(whole.length))
    return this.changed(whole)
  }

  chance(probability: number): boolean {
    return this.random() < probability
  }

  /** Mostly one that the path has: otherwise hardly a request would get past that. */
  private methodFor(target: string): string {
    if (this.chance(0.3)) return this.one(methods)
    return target.startsWith('/api/') ? 'POST' : this.one(['GET', 'HEAD'])
  }

  private target(): string {
    const kind = this.random()
    if (kind < 0.15) return pathOfDataset(this.one(['requests', 'rbac2', 'apps', 'x']))
    if (kind < 0.5 && this.validTargets.length > 0) {
      const valid = this.one(this.validTargets)
      return this.chance(0.4)
        ? valid
        : this.changed(valid)
            .replace(/[^\x21-\x7e]/g, '0')
            .replace(/^[^/]/, '/')
    }
    const path = Array.from({ length: this.below(6) }, () => this.one(segments)).join('/')
    const query = Array.from({ length: this.below(8) }, () => `${this.one(parameters)}=${this.one(parameterValues)}`)
    return `/${path}${query.length === 0 ? '' : `?${query.join('&')}`}`
  }

  private chunked(body: string): string {
    const chunk = body === '' ? '' : `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`
    return `${chunk}0\r\n\r\n`
  }

  /** With a few characters replaced, left out or doubled. */
  private changed(text: string): string {
    let result = text
    for (let changes = 1 + this.below(3); changes > 0; changes--) {
      const at = this.below(result.length)
      const character = String.fromCharCode(this.below(256))
      result = result.slice(0, at) + this.one([character, '', `${result[at]}${result[at]}`, '%']) + result.slice(at + 1)
    }
    return result
  }

  private one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  private below(count: number): number {
    return Math.floor(this.random() * count)
  }
}
