import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { hmacSha256 } from './hmac.ts'

/**
 * AWS Signature Version 4 in its query form, as S3's pre-signed URLs use it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
const algorithm = 'AWS4-HMAC-SHA256'
const service = 's3'
const unsignedPayload = 'UNSIGNED-PAYLOAD'

export interface SigningKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

/** What a signature covers, besides the query. */
export interface SignedRequest {
  readonly method: string
  /** With its port unless it is the scheme's own, as the `Host` field has it. */
  readonly host: string
  /** As it stands in the URL, percent-encoded. */
  readonly path: string
}

/** A request as it arrived, to be held against its own signature. */
export interface PresentedRequest extends SignedRequest {
  /** The query as it stands in the URL, without the question mark. */
  readonly query: string
  /** The field's value, for the headers that the signature says it covers. */
  readonly header: (name: string) => string | undefined
}

export type Verification =
  | { readonly result: 'valid' }
  | { readonly result: 'unsigned' }
  | { readonly result: 'unreadable'; readonly message: string }
  | { readonly result: 'malformed'; readonly message: string }
  | { readonly result: 'unknown-key'; readonly accessKeyId: string }
  | {
      readonly result: 'mismatch'
      readonly accessKeyId: string
      readonly provided: string
      readonly stringToSign: string
      readonly canonicalRequest: string
    }
  | { readonly result: 'not-yet-valid'; readonly validFrom: Date }
  | { readonly result: 'expired'; readonly expires: Date; readonly lifetimeSeconds: number }

/** The query of a pre-signed URL in its two parts; `&X-Amz-Signature=` joins them. */
export interface Presigned {
  readonly query: string
  readonly signature: string
}

/** Signs and verifies with one key. The derived key of a day is kept, since deriving it takes four HMACs. */
export class SignatureV4 {
  private readonly key: SigningKey
  private derivedFor = ''
  private derived: (text: string) => string = () => ''
  private last: Unsigned = { second: Number.NaN, lifetimeSeconds: 0, stamp: '', day: '', scope: '', query: '' }

  constructor(key: SigningKey) {
    this.key = key
  }

  /**
   * Signs a URL.
   * @param issuedAt milliseconds since 1970
   * @param lifetimeSeconds 1 to 604800
   */
  presign({ method, host, path }: SignedRequest, issuedAt: number, lifetimeSeconds: number): Presigned {
    const { stamp, day, scope, query } = this.unsigned(issuedAt, lifetimeSeconds)
    const canonical = canonicalRequest(method, canonicalPath(path), query, `host:${host}\n`, 'host', unsignedPayload)
    return { query, signature: this.sign(day, stringToSign(stamp, scope, canonical)) }
  }

  /** Everything in the query of a pre-signed URL but the signature, in the order of the canonical request. */
  unsignedQuery(issuedAt: number, lifetimeSeconds: number): string {
    return this.unsigned(issuedAt, lifetimeSeconds).query
  }

  /** @param now milliseconds since 1970 */
  verify(request: PresentedRequest, now: number): Verification {
    let parameters: readonly Parameter[]
    let path: string
    try {
      parameters = parseQuery(request.query)
      path = canonicalPath(request.path)
    } catch {
      return {
        result: 'unreadable',
        message: 'The URL holds a percent sign that two hexadecimal digits do not follow.',
      }
    }
    const read = readAuthorization(parameters, this.key)
    if (read.result !== 'read') return read
    const { stamp, day, issuedAt, lifetimeSeconds, signedHeaders, provided, credential } = read
    const [accessKeyId = ''] = credential.split('/')
    if (accessKeyId !== this.key.accessKeyId) return { result: 'unknown-key', accessKeyId }

    const canonicalQuery = parameters
      .filter(({ name }) => name !== 'X-Amz-Signature')
      .map(({ name, value }) => `${name}=${value}`)
      .join('&')
    const headers = signedHeaders
      .split(';')
      .map((name) => `${name}:${headerValue(request, name)}\n`)
      .join('')
    const payload =
      parameter(parameters, 'X-Amz-Content-Sha256') ??
      (signedHeaders.split(';').includes('x-amz-content-sha256')
        ? request.header('x-amz-content-sha256')
        : undefined) ??
      unsignedPayload
    const canonical = canonicalRequest(request.method, path, canonicalQuery, headers, signedHeaders, payload)
    const toSign = stringToSign(stamp, scopeOf(day, this.key.region), canonical)
    if (!equalInConstantTime(provided, this.sign(day, toSign))) {
      return { result: 'mismatch', accessKeyId, provided, stringToSign: toSign, canonicalRequest: canonical }
    }
    if (now < issuedAt - clockSkewMs) return { result: 'not-yet-valid', validFrom: new Date(issuedAt) }
    const expires = issuedAt + lifetimeSeconds * 1000
    if (now > expires) return { result: 'expired', expires: new Date(expires), lifetimeSeconds }
    return { result: 'valid' }
  }

  /** The same for all URLs of one second, so the last is kept. */
  private unsigned(issuedAt: number, lifetimeSeconds: number): Unsigned {
    const second = Math.floor(issuedAt / 1000)
    if (second === this.last.second && lifetimeSeconds === this.last.lifetimeSeconds) return this.last
    const stamp = amzDate(issuedAt)
    const day = stamp.slice(0, 8)
    const scope = scopeOf(day, this.key.region)
    const credential = encode(`${this.key.accessKeyId}/${scope}`)
    const query = `X-Amz-Algorithm=${algorithm}&X-Amz-Credential=${credential}&X-Amz-Date=${stamp}&X-Amz-Expires=${lifetimeSeconds}&X-Amz-SignedHeaders=host`
    this.last = { second, lifetimeSeconds, stamp, day, scope, query }
    return this.last
  }

  private sign(day: string, text: string): string {
    if (day !== this.derivedFor) {
      const { secretAccessKey, region } = this.key
      const steps = [day, region, service, 'aws4_request']
      const secret: Buffer = Buffer.from(`AWS4${secretAccessKey}`)
      this.derived = hmacSha256(steps.reduce((key, step) => createHmac('sha256', key).update(step).digest(), secret))
      this.derivedFor = day
    }
    return this.derived(text)
  }
}

interface Unsigned {
  readonly second: number
  readonly lifetimeSeconds: number
  /** `20260101T000000Z`, and its first eight characters. */
  readonly stamp: string
  readonly day: string
  readonly scope: string
  readonly query: string
}

interface Parameter {
  /** Both percent-encoded as RFC 3986 has it, however they arrived. */
  readonly name: string
  readonly value: string
}

interface Authorization {
  readonly result: 'read'
  readonly credential: string
  /** `X-Amz-Date`, and the day that the credential's scope names. */
  readonly stamp: string
  readonly day: string
  readonly issuedAt: number
  readonly lifetimeSeconds: number
  readonly signedHeaders: string
  readonly provided: string
}

/** S3 forgives clocks that are up to so far ahead. */
export const clockSkewMs = 15 * 60_000
const mostSeconds = 604_800
const required = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
] as const

function readAuthorization(parameters: readonly Parameter[], { region }: SigningKey): Authorization | Verification {
  if (!parameters.some(({ name }) => name.startsWith('X-Amz-'))) return { result: 'unsigned' }
  const missing = required.filter((name) => parameter(parameters, name) === undefined)
  if (missing.length > 0) {
    return malformed(
      `Query-string authentication needs the parameters ${required.join(', ')}; missing: ${missing.join(', ')}.`,
    )
  }
  const [named, credential, stamp, expires, signedHeaders, provided] = required.map((name) =>
    decodeURIComponent(parameter(parameters, name)!),
  ) as [string, string, string, string, string, string]
  if (named !== algorithm) return malformed(`X-Amz-Algorithm only supports "${algorithm}".`)
  const issuedAt = parseAmzDate(stamp)
  if (issuedAt === undefined) return malformed("X-Amz-Date must be in the ISO 8601 basic format YYYYMMDD'T'HHMMSS'Z'.")
  const lifetimeSeconds = /^\d{1,7}$/.test(expires) ? Number(expires) : 0
  if (lifetimeSeconds < 1 || lifetimeSeconds > mostSeconds) {
    return malformed(`X-Amz-Expires must be a number of seconds from 1 to ${mostSeconds}.`)
  }
  const [, day = '', ...scope] = credential.split('/')
  if (day !== stamp.slice(0, 8) || scope.join('/') !== `${region}/${service}/aws4_request`) {
    return malformed(`X-Amz-Credential must end in "${scopeOf(stamp.slice(0, 8), region)}".`)
  }
  if (!signedHeaders.split(';').includes('host')) return malformed('X-Amz-SignedHeaders must include "host".')
  return { result: 'read', credential, stamp, day, issuedAt, lifetimeSeconds, signedHeaders, provided }
}

function malformed(message: string): Verification {
  return { result: 'malformed', message }
}

function scopeOf(day: string, region: string): string {
  return `${day}/${region}/${service}/aws4_request`
}

function canonicalRequest(
  method: string,
  path: string,
  query: string,
  headers: string,
  signedHeaders: string,
  payload: string,
): string {
  return `${method}\n${path}\n${query}\n${headers}\n${signedHeaders}\n${payload}`
}

function stringToSign(stamp: string, scope: string, canonical: string): string {
  return `${algorithm}\n${stamp}\n${scope}\n${hash('sha256', canonical)}`
}

/** In constant time; the lengths are no secret. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Sorted as the canonical request wants them: by name, then by value. @throws {URIError} */
function parseQuery(query: string): readonly Parameter[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      const [name, value] = at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
      return { name: reencode(name), value: reencode(value) }
    })
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
}

function parameter(parameters: readonly Parameter[], name: string): string | undefined {
  return parameters.find((candidate) => candidate.name === name)?.value
}

/** S3 encodes each segment once; other services of AWS do it twice. @throws {URIError} */
export function canonicalPath(path: string): string {
  return unreservedPath.test(path) ? path : path.split('/').map(reencode).join('/')
}

const unreservedPath = /^[A-Za-z0-9\-._~/]*$/
const unreserved = /^[A-Za-z0-9\-._~]*$/

function reencode(text: string): string {
  return unreserved.test(text) ? text : encode(decodeURIComponent(text))
}

/** RFC 3986: everything but the unreserved characters; `encodeURIComponent` leaves five more alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function headerValue(request: PresentedRequest, name: string): string {
  if (name === 'host') return request.host
  return (request.header(name) ?? '').trim().replace(/ +/g, ' ')
}

/** `20260101T000000Z` */
function amzDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

function parseAmzDate(stamp: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)
  if (match === null) return undefined
  const ms = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`)
  return Number.isNaN(ms) ? undefined : ms
}
