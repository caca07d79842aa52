import { describe, expect, test } from 'vitest'
import type { ExchangeRecord } from '../../../server/journal/exchange-record.ts'
import { type HarOptions, toHar } from '../../../server/journal/har.ts'
import { harSchema } from '../../support/har-schema.ts'
import { validator } from '../../support/json-schema.ts'
import { shown } from './records.ts'

const version = '1.2.3'

function entryOf(changes: Partial<ExchangeRecord> = {}, options: Partial<HarOptions> = {}) {
  return toHar([shown(changes)], { version, ...options }).log.entries[0]!
}

const call: Partial<ExchangeRecord> = {
  method: 'POST',
  url: '/api/rest/v0/x/download-url?a=b%20c&d',
  phase: 'call',
  requestHeaders: ['Host', 'h:1', 'Content-Type', 'application/json', 'Cookie', 'a=b'],
  requestBody: '{}',
  exportId: 'e1',
  status: 200,
  responseHeaders: { 'content-type': 'application/json', 'content-length': 2 },
  responseBody: Buffer.from('[]'),
  bytesSent: 2,
}

describe('it holds to HAR 1.2:', () => {
  test.each<[string, Partial<ExchangeRecord>]>([
    ['a poll', {}],
    ['a call', call],
    ['one that a fault acted on', { fault: 'throttled', gapMs: 5, problem: 'expired', note: 'The URL expired.' }],
    ['one that was broken off', { ...call, brokenOff: true, responseHeaders: { 'content-length': 900 } }],
    ['one with a cut body', { ...call, bytesSent: 9000 }],
    ['one on a target that is no path', { method: 'OPTIONS', url: '*' }],
  ])('%s', (_, changes) => {
    const har = JSON.parse(JSON.stringify(toHar([shown(changes)], { version })))
    expect(validator(harSchema)(har)).toEqual([])
  })

  test('nothing at all', () => {
    expect(validator(harSchema)(toHar([], { version }))).toEqual([])
  })

  test('and what does not is seen', () => {
    const { log } = toHar([shown()], { version })
    const { request, ...rest } = log.entries[0]!
    const wrong = [
      { ...rest },
      { ...rest, request: { ...request, headersSize: undefined } },
      { ...rest, request, mine: 1 },
    ]
    const findings = wrong.map((entry) => validator(harSchema)({ log: { ...log, entries: [entry] } }).length)
    expect(findings).toEqual([1, 1, 1])
  })
})

test('who made it is said with its version', () => {
  expect(toHar([], { version }).log).toMatchObject({ version: '1.2', creator: { name: 'balkanid-mock', version } })
})

test('an entry tells what was asked and what was answered', () => {
  const { request, response, startedDateTime, time, timings } = entryOf(call)
  expect({ startedDateTime, time, timings }).toEqual({
    startedDateTime: '2026-01-01T00:00:00.000Z',
    time: 1,
    timings: { send: 0, wait: 1, receive: 0 },
  })
  expect(request).toEqual({
    method: 'POST',
    url: 'http://h:1/api/rest/v0/x/download-url?a=b%20c&d',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [
      { name: 'Host', value: 'h:1' },
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Cookie', value: '***' },
    ],
    queryString: [
      { name: 'a', value: 'b c' },
      { name: 'd', value: '' },
    ],
    headersSize: -1,
    bodySize: 2,
    postData: { mimeType: 'application/json', text: '{}', params: [] },
  })
  expect(response).toEqual({
    status: 200,
    statusText: 'OK',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [
      { name: 'content-type', value: 'application/json' },
      { name: 'content-length', value: '2' },
    ],
    content: { size: 2, mimeType: 'application/json', text: '[]' },
    redirectURL: '',
    headersSize: -1,
    bodySize: 2,
  })
})

test('what only the mock knows is told in fields of its own, and the note as a comment', () => {
  const exchange = { exportId: 'e1', gapMs: 5, fault: 'throttled', problem: 'expired', note: 'The URL expired.' }
  expect(entryOf(exchange)).toMatchObject({
    comment: 'The URL expired.',
    _id: 1,
    _sandbox: 'default',
    _phase: 'poll',
    _export: 'e1',
    _gapMs: 5,
    _fault: 'throttled',
    _problem: 'expired',
  })
})

describe('one that was broken off', () => {
  test('has status 0, and tells with which status it began', () => {
    expect(entryOf({ ...call, brokenOff: true }).response).toMatchObject({
      status: 0,
      statusText: '',
      _error: 'The connection ended before the answer, which began with status 200, was whole.',
    })
  })

  test('before there was an answer says that too', () => {
    const har = toHar([{ ...shown({ brokenOff: true }), status: null }], { version })
    expect(har.log.entries[0]!.response).toMatchObject({ status: 0, _error: 'The connection ended without an answer.' })
  })
})

test('a cut body says so', () => {
  const { content } = entryOf({ ...call, bytesSent: 9000 }).response
  expect(content).toMatchObject({ size: 9000, text: '[]', comment: expect.stringContaining('of these 9000 bytes') })
})

test('where an answer sends the client is told apart', () => {
  expect(entryOf({ status: 307, responseHeaders: { Location: '/y' } }).response.redirectURL).toBe('/y')
})

describe('the URL of', () => {
  test.each<[what: string, target: string, baseUrl: string | undefined, url: string]>([
    ['a path', '/x?a=1', undefined, 'http://127.0.0.1:4610/x?a=1'],
    ['a path with a base URL', '/~s/x', 'https://mock.test/~s', 'https://mock.test/~s/x'],
    ['a path that looks like a host', '//evil/x', 'http://h/', 'http://h//evil/x'],
    ['a path that is wrong', '/%zz', undefined, 'http://127.0.0.1:4610/%zz'],
    ['a whole URL', 'http://other/x', 'http://h/', 'http://other/x'],
    ['no path', '*', 'http://h', 'http://h/*'],
  ])('%s', (_, target, baseUrl, url) => {
    const options = baseUrl === undefined ? {} : { baseUrl }
    expect(entryOf({ url: target }, options).request.url).toBe(url)
  })

  test('a client that names no host', () => {
    expect(entryOf({ url: '/x', requestHeaders: [] }).request.url).toBe('http://localhost/x')
  })
})

test('a query that is wrongly encoded is shown as it was sent', () => {
  expect(entryOf({ url: '/x?a=%zz&&b=1=2' }).request.queryString).toEqual([
    { name: 'a', value: '%zz' },
    { name: 'b', value: '1=2' },
  ])
})
