import { STATUS_CODES } from 'node:http'
import type { Body, Exchange, Field } from '../../contracts/client/exchange.ts'
import type { Har, HarContent, HarEntry, HarPair, HarPostData, HarRequest, HarResponse } from './har-format.ts'

export interface HarOptions {
  /** Of this package. */
  readonly version: string
  /** Where the targets belong; its path is not looked at. @default what the request's `Host` field says */
  readonly baseUrl?: string
}

/** Exchanges as an HTTP Archive, which browser tools open. */
export function toHar(exchanges: readonly Exchange[], { version, baseUrl }: HarOptions): Har {
  const creator = { name: 'balkanid-mock', version }
  const entries = exchanges.map((exchange) => entry(exchange, baseUrl))
  return { log: { version: '1.2', creator, pages: [], entries } }
}

function entry(exchange: Exchange, baseUrl: string | undefined): HarEntry {
  const { durationMs, note } = exchange
  return {
    startedDateTime: exchange.time,
    time: durationMs,
    request: request(exchange, baseUrl),
    response: response(exchange),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 }, // the journal knows no more than when it began and ended
    ...(note === null ? {} : { comment: note }),
    _id: exchange.id,
    _sandbox: exchange.sandbox,
    _phase: exchange.phase,
    _export: exchange.export,
    _gapMs: exchange.gapMs,
    _fault: exchange.fault,
    _problem: exchange.problem,
  }
}

function request({ method, path, requestHeaders, requestBody }: Exchange, baseUrl: string | undefined): HarRequest {
  const origin = baseUrl === undefined ? `http://${fieldOf(requestHeaders, 'host') ?? 'localhost'}` : originOf(baseUrl)
  return {
    method,
    url: absolute(path, origin),
    httpVersion: 'HTTP/1.1',
    cookies: [], // masked, all of them
    headers: requestHeaders.map(pair),
    queryString: queryOf(path),
    headersSize: -1,
    bodySize: requestBody?.bytes ?? 0,
    ...(requestBody === null ? {} : { postData: postData(requestBody, fieldOf(requestHeaders, 'content-type')) }),
  }
}

function response({ status, responseHeaders, responseBody, bytesSent, brokenOff }: Exchange): HarResponse {
  // As browsers note an answer that they did not get whole.
  const received = brokenOff ? 0 : (status ?? 0)
  return {
    status: received,
    statusText: STATUS_CODES[received] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: responseHeaders.map(pair),
    content: content(responseBody, fieldOf(responseHeaders, 'content-type')),
    redirectURL: fieldOf(responseHeaders, 'location') ?? '',
    headersSize: -1,
    bodySize: bytesSent,
    ...(received === 0 ? { _error: errorOf(status) } : {}),
  }
}

function errorOf(status: number | null): string {
  if (status === null) return 'The connection ended without an answer.'
  return `The connection ended before the answer, which began with status ${status}, was whole.`
}

function postData(body: Body, mimeType = 'application/octet-stream'): HarPostData {
  return { mimeType, text: body.text, params: [], ...cutComment(body) }
}

function content(body: Body | null, mimeType = 'x-unknown'): HarContent {
  if (body === null) return { size: 0, mimeType }
  return { size: body.bytes, mimeType, text: body.text, ...cutComment(body) }
}

function cutComment({ bytes, truncated }: Body): { comment?: string } {
  if (!truncated) return {}
  return {
    comment: `Cut: of these ${bytes} bytes the journal keeps the beginning, or nothing where they are compressed.`,
  }
}

function pair([name, value]: Field): HarPair {
  return { name, value }
}

/** @param wanted in lower case */
function fieldOf(fields: readonly Field[], wanted: string): string | undefined {
  return fields.find(([name]) => name.toLowerCase() === wanted)?.[1]
}

function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin
}

/** Put together as text, since a target that is wrong must come out as it was sent. */
function absolute(target: string, origin: string): string {
  if (/^https?:\/\//i.test(target)) return target
  return target.startsWith('/') ? origin + target : `${origin}/${target}`
}

function queryOf(target: string): readonly HarPair[] {
  const at = target.indexOf('?')
  if (at === -1) return []
  const parameters = target.slice(at + 1).split('&')
  return parameters
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const [name = '', ...value] = parameter.split('=')
      return { name: decoded(name), value: decoded(value.join('=')) }
    })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
