import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exchangeEvent } from '../../../server/journal/events.ts'
import type { ExchangeRecord } from '../../../server/journal/exchange-record.ts'
import { toHar } from '../../../server/journal/har.ts'
import { KnownTexts } from '../../../server/journal/known-texts.ts'
import { store } from '../../../server/journal/stored-exchange.ts'
import { journalOf, recordOf, roomy } from './records.ts'

/** Long enough to be found nowhere by chance; no letters that any of the places below would have to encode. */
const secret = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/)
const signature = fc.stringMatching(/^[0-9a-f]{64}$/)

const parameter = fc.constantFrom(
  'X-Amz-Signature',
  'x-amz-signature',
  'X-Amz-%53ignature',
  '%58-Amz-Signature',
  'X-Amz-Security-Token',
  'x-api-key-secret',
  'X-Api-Key-Secret',
  'apiKeySecret',
  'api_key_secret',
  'clientSecret',
  'password',
  'access_token',
  'authorization',
)
const field = fc.constantFrom(
  'X-Api-Key-Secret',
  'x-api-key-secret',
  'Authorization',
  'authorization',
  'Proxy-Authorization',
  'Cookie',
  'Set-Cookie',
)
const key = fc.constantFrom(
  'secret',
  'apiKeySecret',
  'X-Api-Key-Secret',
  'Authorization',
  'password',
  'X-Amz-Signature',
)

/** A text that gives a secret away, as `shape` writes it. */
const texts: fc.Arbitrary<(secret: string) => string> = fc.oneof(
  parameter.map((name) => (value: string) => `/x?a=1&${name}=${value}&b=2`),
  parameter.map((name) => (value: string) => `http://h:1/x?${name}=${value}`),
  parameter.map((name) => (value: string) => `/x?to=${encodeURIComponent(`http://h/y?a=1&${name}=${value}&b=2`)}&c=3`),
  parameter.map((name) => (value: string) => `/x?to=${encodeURIComponent(encodeURIComponent(`?${name}=${value}`))}`),
  key.map((name) => (value: string) => JSON.stringify({ a: 1, [name]: value, b: 2 })),
  key.map((name) => (value: string) => JSON.stringify({ a: { [name]: `${value}"\\` } }, null, 2)),
  key.map((name) => (value: string) => JSON.stringify({ a: JSON.stringify({ [name]: value, b: 2 }) })),
  key.map((name) => (value: string) => `/x?a=${encodeURIComponent(JSON.stringify({ [name]: value }))}`),
  key.map((name) => (value: string) => `<Error><${name}>${value}</${name}></Error>`),
  field.map((name) => (value: string) => `GET\n/x\n\nhost:h\n${name}:Bearer ${value}\n\nhost`),
  fc.constant((value: string) => `<SignatureProvided>${value}</SignatureProvided>`),
  fc.constant((value: string) => `see http://me:${value}@h/x`),
)
/** One that is known by its shape alone. */
const bare = fc.constantFrom<(secret: string) => string>(
  (value) => `see ${value}, it is no secret`,
  (value) => `/x/${value}/y?z=${value}`,
  (value) => `<StringToSign>AWS4-HMAC-SHA256\n20260101T000000Z\n${value}</StringToSign>`,
  (value) => `/x?y%3D${value}`,
)

/** Where in an exchange a text can be. */
const places: Record<string, (text: string) => Partial<ExchangeRecord>> = {
  url: (text) => ({ url: text }),
  'request header': (text) => ({ requestHeaders: ['Host', 'h', 'Referer', text, 'Accept', '*/*'] }),
  'request body': (text) => ({ requestBody: text }),
  'response header': (text) => ({ responseHeaders: { location: text, 'content-length': 0 } }),
  'response body': (text) => ({ responseBody: Buffer.from(text), bytesSent: Buffer.byteLength(text) }),
  'cut response body': (text) => ({ responseBody: Buffer.from(text), bytesSent: 1_000_000 }),
  'response body as a text': (text) => ({ responseBody: text, bytesSent: Buffer.byteLength(text) }),
  'response body in plain bytes': (text) => ({ responseBody: new TextEncoder().encode(text), bytesSent: text.length }),
  note: (text) => ({ note: text }),
}

/** Everything that anybody can get to see, and what the journal itself holds. */
function everythingOf(changes: Partial<ExchangeRecord>, limits = roomy): string {
  const journal = journalOf(limits)
  let told = ''
  journal.subscribe((exchange) => {
    told += exchangeEvent(exchange)
  })
  journal.add(recordOf(changes))
  const stored = store(recordOf(changes), { id: 1, known: new KnownTexts(), bodyLength: limits.bodyLength })
  const exchanges = journal.exchanges()
  return told + JSON.stringify([exchanges, stored, toHar(exchanges, { version: '1.0.0' })])
}

const runs = { numRuns: 300 }

test.each(Object.entries(places))('no secret with a name survives in the %s', (_, place) => {
  fc.assert(
    fc.property(secret, texts, (value, text) => {
      expect(everythingOf(place(text(value)))).not.toContain(value)
    }),
    runs,
  )
})

test.each(Object.entries(places))('no signature survives in the %s, named or not', (_, place) => {
  fc.assert(
    fc.property(signature, fc.oneof(texts, bare), fc.boolean(), (value, text, inCapitals) => {
      const given = inCapitals ? value.toUpperCase() : value
      expect(everythingOf(place(text(given)))).not.toContain(given)
    }),
    runs,
  )
})

test('no value of a secret header field survives, asked or answered', () => {
  fc.assert(
    fc.property(secret, field, (value, name) => {
      const requestHeaders = ['Host', 'h', name, `Bearer ${value}`]
      expect(everythingOf({ requestHeaders, responseHeaders: { [name]: `a=${value}; Path=/` } })).not.toContain(value)
    }),
    runs,
  )
})

test('wherever a body is cut, no 16 digits of a signature survive', () => {
  fc.assert(
    fc.property(signature, fc.oneof(texts, bare), fc.integer({ min: 1, max: 200 }), (value, text, bodyLength) => {
      const body = text(value)
      const seen = everythingOf(
        { requestBody: body, responseBody: Buffer.from(body), bytesSent: body.length },
        { ...roomy, bodyLength },
      )
      expect(seen).not.toContain(value.slice(0, 16))
    }),
    runs,
  )
})

test('two exchanges of one client share what is masked, never what is not', () => {
  fc.assert(
    fc.property(secret, secret, fc.constantFrom('', 'visible'), (first, second, other) => {
      const journal = journalOf()
      for (const value of [first, second, '', first]) {
        journal.add(recordOf({ requestHeaders: ['Host', 'h', 'X-Api-Key-Secret', value, 'X-Other', other] }))
      }
      journal.add(recordOf({ requestHeaders: ['Host', 'h', 'X-Api-Key-Secret', '***', 'X-Other', '***'] }))
      journal.add(recordOf({ requestHeaders: ['Host', 'h', 'X-Api-Key-Secret', second, 'X-Other', 'another'] }))
      const values = journal.exchanges().map(({ requestHeaders }) => requestHeaders.slice(1).map(([, value]) => value))
      expect(values).toEqual([
        ['***', other],
        ['***', other],
        ['', other],
        ['***', other],
        ['***', '***'],
        ['***', 'another'],
      ])
    }),
  )
})
