import { expect, test } from 'vitest'
import { failureOf } from '../../../contracts/provider/http/failure.ts'

function errorWith(code: string): Error {
  return Object.assign(new Error(`getaddrinfo ${code} acme.example.com`), { code })
}

test.each([
  ['ENOTFOUND', 'unknown-host', 'The name of host-2 could not be resolved (ENOTFOUND).'],
  ['EAI_AGAIN', 'unknown-host', 'The name of host-2 could not be resolved (EAI_AGAIN).'],
  ['ECONNREFUSED', 'refused', 'The connection was refused by host-2.'],
  ['EHOSTUNREACH', 'unreachable', 'There was no connection with host-2 (EHOSTUNREACH).'],
  ['ETIMEDOUT', 'silent', 'Nothing came from host-2 within the time for one request.'],
  ['CERT_HAS_EXPIRED', 'untrusted', 'The connection with host-2 could not be secured by TLS (CERT_HAS_EXPIRED).'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'untrusted',
    'The connection with host-2 could not be secured by TLS (DEPTH_ZERO_SELF_SIGNED_CERT).',
  ],
  ['HPE_INVALID_CONSTANT', 'not-http', 'What came from host-2 is not HTTP/1.1.'],
  ['', 'unreachable', 'There was no connection with host-2.'],
])('%s is %s: %s', (code, failure, sentence) => {
  expect(failureOf(errorWith(code), 'host-2')).toEqual({ failure, sentence })
})

test('an attempt at several addresses has the code of the first', () => {
  const error = new AggregateError([errorWith('ECONNREFUSED'), errorWith('EHOSTUNREACH')])
  expect(failureOf(error, 'host-2').failure).toBe('refused')
})

test('what is no error, or has no proper code, is told without it', () => {
  const told = [undefined, 'acme', errorWith('secret of acme')].map((error) => failureOf(error, 'host-2').sentence)
  expect(told).toEqual(Array.from({ length: 3 }, () => 'There was no connection with host-2.'))
})
