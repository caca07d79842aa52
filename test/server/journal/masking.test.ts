import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskBeginning, maskField, maskHeaders, maskRawHeaders, maskText } from '../../../server/journal/masking.ts'

const signature = '0123456789abcdef'.repeat(4)

describe('a text loses', () => {
  test.each<[what: string, text: string, masked: string]>([
    ['the signature of a URL', `/x?a=1&X-Amz-Signature=${signature}`, '/x?a=1&X-Amz-Signature=***'],
    ['only that of its query', `/x?X-Amz-Signature=${signature}&b=2`, '/x?X-Amz-Signature=***&b=2'],
    ['one that was changed', '/x?X-Amz-Signature=abc', '/x?X-Amz-Signature=***'],
    ['a security token', '/x?X-Amz-Security-Token=IQoJ/b3+w=&b=2', '/x?X-Amz-Security-Token=***&b=2'],
    ['a name in other letters', '/x?x-amz-SIGNATURE=abc', '/x?x-amz-SIGNATURE=***'],
    ['a name that is percent-encoded', '/x?X-Amz-%53ignatur%65=abc&b=2', '/x?X-Amz-%53ignatur%65=***&b=2'],
    [
      'a signature in a URL in a URL',
      '/x?to=%2Fy%3FX-Amz-Signature%3Dabc%26b%3D2&c=3',
      '/x?to=%2Fy%3FX-Amz-Signature%3D***%26b%3D2&c=3',
    ],
    ['one that is encoded twice', '/x?to=y%253FX-Amz-Signature%253Dabc&c=3', '/x?to=y%253FX-Amz-Signature%253D***&c=3'],
    ['a signature without a name', `see ${signature}.`, 'see ***.'],
    ['one in capitals', `see ${signature.toUpperCase()}.`, 'see ***.'],
    ['the secret of a key in a query', '/x?apiKeySecret=abc&b=2', '/x?apiKeySecret=***&b=2'],
    ['a key in a form', 'api_key=abc&client_secret=d%20e&b=2', 'api_key=***&client_secret=***&b=2'],
    ['a secret in JSON', '{"secret": "a\\"b", "b": 2}', '{"secret": "***", "b": 2}'],
    ['one that is a number', '{"password":123,"b":2}', '{"password":***,"b":2}'],
    ['one that is a list', '{"token":["a","b"]}', '{"token":***'],
    ['one whose key is escaped', '{"\\u0073ecret":"abc","b":2}', '{"\\u0073ecret":"***","b":2}'],
    ['one that the end of the text cuts', '{"secret":"ab', '{"secret":"***'],
    ['one in JSON in JSON', '{"a":"{\\"secret\\":\\"abc\\"}"}', '{"a":"{\\"secret\\":\\"***"}'],
    ['one in JSON in a query', '/x?a=%7B%22secret%22%3A%22abc%22%7D&b=2', '/x?a=%7B%22secret%22%3A***&b=2'],
    ['a header in a text', 'host:x\nx-api-key-secret:a b c\nb:2', 'host:x\nx-api-key-secret:***\nb:2'],
    ['what looks masked already', '/x?secret=***abc', '/x?secret=***'],
    [
      'what S3 says of a signature',
      '<A>1</A><SignatureProvided>abc</SignatureProvided><B>2</B>',
      '<A>1</A><SignatureProvided>***</SignatureProvided><B>2</B>',
    ],
    ['a password before a host', 'http://me:abc@host/x', 'http://***@host/x'],
    ['one that is quoted', 'Digest token="abc", b=2', 'Digest token="***", b=2'],
  ])('%s', (_, text, masked) => {
    expect(maskText(text)).toBe(masked)
  })
})

describe('a text keeps', () => {
  test.each([
    '',
    'application/json',
    '/api/rest/v0/x/download-url',
    'X-Amz-Credential=BALKANIDMOCK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host',
    '{"includeCompleted":true}',
    'Not ready yet: this export is ready after 2 more polls. Try again after a delay.',
    'Received an X-Api-Key-ID without an X-Api-Key-Secret; expected both or none.',
    '/x?secret=&b=2',
    '{"secret":""}',
    '</secret>what follows</x>',
    'mail@example.com',
    signature.slice(1),
    '01KE0000000000000000000000,"a, ""quoted"" cell",github/01KE0000000000000000000001\n',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text)
  })
})

test('a signature that was cut is known at the end of a beginning only', () => {
  const cut = signature.slice(0, 40)
  expect([maskBeginning(`see ${cut}`), maskText(`see ${cut}`)]).toEqual(['see ***', `see ${cut}`])
})

describe('of header fields', () => {
  test.each([
    'X-Api-Key-Secret',
    'x-api-key-secret',
    'Authorization',
    'PROXY-AUTHORIZATION',
    'Cookie',
    'Set-Cookie',
    'X-Amz-Security-Token',
    'X-Api-Key',
  ])('%s is masked whole', (name) => {
    expect(maskField(name, 'Bearer abc')).toBe('***')
  })

  test.each(['X-Api-Key-ID', 'Accept', 'Content-Type', 'ETag', 'X-Amz-Request-Id'])('%s is kept', (name) => {
    expect(maskField(name, 'abc')).toBe('abc')
  })

  test.each(['Referer', 'Location', 'x-mock-hint'])('%s loses the signatures in it', (name) => {
    expect(maskField(name, `http://h/x?X-Amz-Signature=${signature}`)).toBe('http://h/x?X-Amz-Signature=***')
  })

  test('an empty secret stays empty: it is none, and often the mistake', () => {
    expect(maskField('X-Api-Key-Secret', '')).toBe('')
  })

  test('those without a secret are not copied', () => {
    const [raw, byName] = [['Host', 'h'], { 'content-length': 1, 'content-type': 'text/csv' }]
    expect([maskRawHeaders(raw) === raw, maskHeaders(byName) === byName]).toEqual([true, true])
  })

  test('those with one are copied, and the original stays as it is', () => {
    const [raw, byName] = [['Cookie', 'abc', 'Host', 'h'], { 'set-cookie': 'abc', age: 1 }]
    expect([maskRawHeaders(raw), maskHeaders(byName)]).toEqual([
      ['Cookie', '***', 'Host', 'h'],
      { 'set-cookie': '***', age: 1 },
    ])
    expect([raw, byName]).toEqual([['Cookie', 'abc', 'Host', 'h'], { 'set-cookie': 'abc', age: 1 }])
  })
})

test('masking what is masked changes nothing', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z =:"&?%/\\<>@*{}]{0,40}$/), fc.constantFrom('secret', 'x'), (text, name) => {
      const once = maskText(`${text}${name}=abc&${text}`)
      expect(maskText(once)).toBe(once)
    }),
  )
})

/** Texts on which a careless pattern takes minutes; this one takes milliseconds, and the limit is generous. */
test.each([
  ['colons and slashes', `//${':'.repeat(8000)}${'%2F%2F'.repeat(3000)}@`],
  ['blanks', `secret"${' '.repeat(20_000)}`],
  ['equal signs and blanks', '= '.repeat(10_000)],
  ['an escape of escapes', `%${'25'.repeat(10_000)}`],
  ['encoded letters', '%73'.repeat(7000)],
  ['backslashes', `secret${'\\'.repeat(20_000)}`],
  ['elements', `${'<aaaaaaaaaa'.repeat(1500)}secret>`],
  ['names', `<${'secret'.repeat(3000)}>`],
  ['names and quotes', '"secret":"'.repeat(2000)],
  ['nearly signatures', `${`${'f'.repeat(63)}g`.repeat(300)}%`],
])('20,000 characters of %s take no time to speak of', (_, text) => {
  const start = performance.now()
  maskText(text)
  expect(performance.now() - start).toBeLessThan(1000)
})
