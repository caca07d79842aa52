import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SignatureV4, type SigningKey } from '../../server/storage/signature-v4.ts'
import { awsPresignedUrl, encodeRfc3986 } from '../support/aws-signer.ts'

const word = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcXYZ019-._~+/=') })
const keys: fc.Arbitrary<SigningKey> = fc.record({
  accessKeyId: fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'ABCXYZ019abc-_') }),
  secretAccessKey: word,
  region: fc.constantFrom('us-east-1', 'eu-central-1', 'local'),
})
/** Segments with everything that a key may hold: blanks, umlauts, emoji, what URLs reserve. */
const segment = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom(...'aZ09-._~ !\'()*+,;=:@&$%#?"<>[]{}|\\^`ä€', '😀'),
})
const paths = fc
  .array(segment, { minLength: 1, maxLength: 5 })
  .map((segments) => `/${segments.map(encodeRfc3986).join('/')}`)
const hosts = fc.constantFrom('127.0.0.1:4610', 'localhost', '[::1]:8080', 'mock.example.com', 'mock.example.com:8443')
const times = fc.date({ min: new Date('1980-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
const lifetimes = fc.integer({ min: 1, max: 604_800 })
const methods = fc.constantFrom('HEAD', 'GET', 'PUT')

const aKey: SigningKey = { accessKeyId: 'AKEY', secretAccessKey: 'a secret', region: 'us-east-1' }
const aRequest = { method: 'GET', host: 'example.com', path: '/a/b' }

const signed = fc.record({ key: keys, method: methods, host: hosts, path: paths, signedAt: times, seconds: lifetimes })

test('a signature is the one that AWS computes', () =>
  fc.assert(
    fc.asyncProperty(signed, async ({ key, method, host, path, signedAt, seconds }) => {
      const { query, signature } = new SignatureV4(key).presign({ method, host, path }, signedAt.getTime(), seconds)
      const url = await awsPresignedUrl({ key, method, host, path, signedAt, lifetimeSeconds: seconds })
      expect([...query.split('&'), `X-Amz-Signature=${signature}`].sort()).toEqual(url.split('?')[1]!.split('&').sort())
    }),
    { numRuns: 200 },
  ))

test('what AWS signs is valid, with further parameters and headers too', () =>
  fc.assert(
    fc.asyncProperty(
      signed,
      fc.dictionary(segment, segment, { maxKeys: 3 }),
      fc.dictionary(fc.constantFrom('x-amz-meta-a', 'x-client', 'accept'), word, { maxKeys: 2 }),
      async ({ key, method, host, path, signedAt, seconds }, query, headers) => {
        const url = await awsPresignedUrl({
          key,
          method,
          host,
          path,
          query,
          headers,
          signedAt,
          lifetimeSeconds: seconds,
        })
        const presented = presentedBy(url, { method, host, path }, headers)
        expect(new SignatureV4(key).verify(presented, signedAt.getTime())).toEqual({ result: 'valid' })
      },
    ),
    { numRuns: 200 },
  ))

test('one signer for many days gives what a new one for each day would', () => {
  const signer = new SignatureV4(aKey)
  fc.assert(
    fc.property(times, lifetimes, (signedAt, seconds) => {
      const once = new SignatureV4(aKey).presign(aRequest, signedAt.getTime(), seconds)
      expect(signer.presign(aRequest, signedAt.getTime(), seconds)).toEqual(once)
    }),
  )
})

test('a path that is written without encoding is signed as if it were encoded', () => {
  const signer = new SignatureV4(aKey)
  const request = { ...aRequest, path: "/mock's (own)/x.csv" }
  const { query, signature } = signer.presign(request, 0, 60)
  const presented = { ...request, query: `${query}&X-Amz-Signature=${signature}`, header: () => undefined }
  expect(signer.verify(presented, 0)).toEqual({ result: 'valid' })
})

describe('a signature does not hold', () => {
  const signer = new SignatureV4(aKey)
  const issuedAt = Date.UTC(2026, 0, 1)
  const { query, signature } = signer.presign(aRequest, issuedAt, 60)
  const presented = { ...aRequest, query: `${query}&X-Amz-Signature=${signature}`, header: () => undefined }

  test.each([
    ['another method', { method: 'PUT' }],
    ['another host', { host: 'example.org' }],
    ['another port', { host: 'example.com:81' }],
    ['another path', { path: '/a/c' }],
    ['a further parameter', { query: `${presented.query}&x=1` }],
    ['a parameter twice', { query: `${presented.query}&X-Amz-Date=20260101T000000Z` }],
    ['a signature in capitals', { query: presented.query.replace(signature, signature.toUpperCase()) }],
    ['a signature that is too short', { query: presented.query.slice(0, -1) }],
    ['no signature', { query: query.concat('&X-Amz-Signature=') }],
  ])('for %s', (_, change) => {
    expect(signer.verify({ ...presented, ...change }, issuedAt)).toMatchObject({ result: 'mismatch' })
  })

  test.each([
    ['another secret', { secretAccessKey: 'another' }],
    ['another key', { accessKeyId: 'ANOTHER' }],
    ['another region', { region: 'eu-west-1' }],
  ])('with %s', (_, change) => {
    const other = new SignatureV4({ ...aKey, ...change })
    expect(other.verify(presented, issuedAt).result).not.toBe('valid')
  })

  test('but as it was issued it does', () => {
    expect(signer.verify(presented, issuedAt)).toEqual({ result: 'valid' })
  })
})

function presentedBy(
  url: string,
  request: { method: string; host: string; path: string },
  headers: Readonly<Record<string, string>>,
) {
  return { ...request, query: url.slice(url.indexOf('?') + 1), header: (name: string) => headers[name] }
}
