import { describe, expect, test } from 'vitest'
import { notEmulatedYet } from '../../contracts/index.ts'
import { problems } from '../../server/problems.ts'
import { emulator, type Sent } from '../support/emulator.ts'
import { idOf, problemOf } from '../support/problem.ts'

const requests = '/api/rest/v0/requests/download-url'
const rbac2 = '/api/rest/v0/rbac2/download-url'
const json = { 'content-type': 'application/json' }

function post(body: string, headers: Record<string, string> = json, url = requests): Sent {
  return { method: 'POST', url, headers, body }
}

/** What is sent, the problem it is, its status, and a part of its text. */
const cases: [what: string, sent: Sent, id: keyof typeof problems, status: number, text: string][] = [
  [
    'a dataset misspelt',
    post('{}', json, '/api/rest/v0/reqests/download-url'),
    'unknown-dataset',
    404,
    'Received the dataset "reqests"; expected one of "requests", "rbac2". The nearest is "requests": POST /api/rest/v0/requests/download-url.',
  ],
  [
    'a dataset in capitals',
    post('{}', json, '/api/rest/v0/RBAC2/download-url'),
    'unknown-dataset',
    404,
    'The nearest is "rbac2"',
  ],
  [
    'a dataset that the bulk API has and the mock not yet',
    post('{}', json, '/api/rest/v0/entity-relations/download-url'),
    'unknown-dataset',
    404,
    'Received the dataset "entity-relations", which the bulk API has but this mock does not emulate yet; expected one of "requests", "rbac2".',
  ],
  [
    'a dataset that only JavaScript knows',
    post('{}', json, '/api/rest/v0/constructor/download-url'),
    'unknown-dataset',
    404,
    'Received the dataset "constructor"',
  ],
  [
    'an upload',
    post('', {}, '/api/rest/v0/requests/upload-url'),
    'upload-not-emulated',
    404,
    'Received a request for an upload URL of "requests"',
  ],
  [
    'an unknown path',
    { url: '/api/v1/requests' },
    'unknown-path',
    404,
    'Received GET "/api/v1/requests"; expected POST',
  ],
  ['the root', { url: '/' }, 'unknown-path', 404, 'Received GET "/"'],
  ['a slash too many', post('{}', json, `${requests}/`), 'unknown-path', 404, `Received POST "${requests}/"`],
  [
    'GET where POST belongs',
    { url: requests },
    'method-not-allowed',
    405,
    `Received GET "${requests}"; expected POST.`,
  ],
  ['PUT where POST belongs', { method: 'PUT', url: rbac2 }, 'method-not-allowed', 405, 'expected POST. Send POST'],
  [
    'a sandbox that there is not',
    { method: 'POST', url: `/~nothing${requests}` },
    'unknown-sandbox',
    404,
    'Received the sandbox "nothing"; expected the id of a sandbox that exists',
  ],
  [
    'JSON that ends too early',
    post('{"includeCompleted": true'),
    'body-not-json',
    400,
    'Received a body of 25 bytes that',
  ],
  ['JSON as JavaScript would write it', post('{includeCompleted: true}'), 'body-not-json', 400, 'does not parse ('],
  ['an array', post('[]'), 'body-not-object', 400, 'Received an array, []; expected a JSON object.'],
  ['null', post('null'), 'body-not-object', 400, 'Received null; expected'],
  ['a number', post('42'), 'body-not-object', 400, 'Received a number, 42; expected'],
  ['a text', post('"includeCompleted"'), 'body-not-object', 400, 'Received a string, "includeCompleted"; expected'],
  ['a long array', post(JSON.stringify(Array(99).fill(1))), 'body-not-object', 400, 'Received an array, [1,1,1,'],
  [
    'an empty object',
    post('{}'),
    'missing-field',
    400,
    'Received a body with no fields; expected the field "includeCompleted", a boolean. Add it, as in {"includeCompleted":true}.',
  ],
  ['no body', post(''), 'missing-field', 400, 'Received no body; expected the field "includeCompleted"'],
  [
    'a field misspelt',
    post('{"includecompleted":true}'),
    'missing-field',
    400,
    'a body with the fields "includecompleted"',
  ],
  [
    'a field that is only inherited',
    post('{"__proto__":{"includeCompleted":true}}'),
    'missing-field',
    400,
    'a body with the fields "__proto__"',
  ],
  ...(
    [
      ['"true"', 'a string, "true"'],
      ['1', 'a number, 1'],
      ['null', 'null'],
      ['[true]', 'an array, [true]'],
      ['{}', 'an object, {}'],
    ] as const
  ).map(([value, received]): [string, Sent, keyof typeof problems, number, string] => [
    `${value} for a boolean`,
    post(`{"includeCompleted":${value}}`),
    'wrong-type',
    400,
    `Received ${received} for the field "includeCompleted"; expected a boolean: true or false.`,
  ]),
  [
    'a form',
    post('includeCompleted=true', { 'content-type': 'application/x-www-form-urlencoded' }),
    'unsupported-media-type',
    415,
    'Received Content-Type: application/x-www-form-urlencoded; expected Content-Type: application/json, or none.',
  ],
  ['plain text', post('{}', { 'content-type': 'text/plain' }), 'unsupported-media-type', 415, 'text/plain'],
  [
    'a media type that is none',
    post('{}', { 'content-type': 'json' }),
    'unsupported-media-type',
    415,
    'expected Content-',
  ],
  [
    'a body of more than 64 KiB',
    post(JSON.stringify({ includeCompleted: true, more: 'x'.repeat(65_536) })),
    'body-too-large',
    413,
    'Received a body of more than 65536 bytes; expected at most 65536 bytes.',
  ],
  ['a URL with bad percent-encoding', { url: '/api/%zz' }, 'bad-url', 400, 'Received "/api/%zz"'],
  ['storage with bad percent-encoding', { url: '/storage/%E0%A4%A' }, 'bad-url', 400, 'percent sign'],
  [
    'a body shorter than its length',
    post('{}', { ...json, 'content-length': '9' }),
    'bad-request',
    400,
    'INVALID_CONTENT_LENGTH',
  ],
  ['a host that is none', post('{}', { ...json, host: 'a b' }, rbac2), 'unusable-host', 400, 'Received Host: a b;'],
]

describe('answered with a problem:', () => {
  test.each(cases)('%s', async (_, sent, id, status, text) => {
    const response = await emulator().send(sent)
    const problem = problemOf(response)
    expect([idOf(problem), response.statusCode]).toEqual([id, status])
    expect(problem.detail).toContain(text)
    expect(response.headers['x-mock-basis']).toBe('assumed')
  })
})

test('every problem of the catalogue is provoked here, or where it belongs', () => {
  const elsewhere: (keyof typeof problems)[] = [
    'unauthorized', // api-keys.test.ts
    'header-too-large', // malformed.test.ts
    'request-timeout', // the text alone, below: to provoke it takes thirty seconds
    'tls-not-spoken', // malformed.test.ts
    'internal-error', // the text alone, below: no request is known to provoke it
  ]
  expect(new Set([...cases.map(([, , id]) => id), ...elsewhere])).toEqual(new Set(Object.keys(problems)))
})

test.each([
  ['request-timeout', problems['request-timeout'](), 408],
  ['internal-error', problems['internal-error'](), 500],
])('%s has its three parts too', (id, problem, status) => {
  const answer = {
    statusCode: status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify(problem),
  }
  expect(idOf(problemOf(answer))).toBe(id)
})

test.each(notEmulatedYet)('%s is known, though not emulated yet', async (slug) => {
  const problem = problemOf(await emulator().post(slug, {}))
  expect(problem.title).toBe('Dataset not emulated yet')
})

test.each([
  [requests, 'POST'],
  [rbac2, 'POST'],
])('405 on %s tells in Allow what is allowed: %s', async (url, allow) => {
  const response = await emulator().send({ method: 'DELETE', url })
  expect([response.statusCode, response.headers.allow]).toEqual([405, allow])
})

test('HEAD on a path that has none is refused without a body', async () => {
  const response = await emulator().head(requests)
  expect([response.statusCode, response.body]).toEqual([405, ''])
})

test('a very long dataset is named in short', async () => {
  const problem = problemOf(await emulator().post('x'.repeat(10_000), {}))
  expect(problem.detail.length).toBeLessThan(500)
})

describe("with bodyValidation 'lenient'", () => {
  test.each([
    ['no body', '', json],
    ['an empty object', '{}', json],
    ['no JSON', '{', json],
    ['an array', '[]', json],
    ['a wrong type', '{"includeCompleted":"yes"}', json],
    ['a form', 'includeCompleted=true', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('%s counts as includeCompleted: false', async (_, body, headers) => {
    const balkanid = emulator({ bodyValidation: 'lenient', notReadyPolls: 0, rows: 300 })
    const asFalse = await balkanid.fileOf('requests', { includeCompleted: false })
    const response = await balkanid.send(post(body, headers))
    const { url } = response.json<{ url: string }>()
    expect((await balkanid.download(url)).rawPayload.equals(asFalse)).toBe(true)
  })

  test.each([
    ['curl -d sends a form', 'application/x-www-form-urlencoded'],
    ['text/plain', 'text/plain; charset=utf-8'],
  ])('JSON that is sent as another media type is taken as it is: %s', async (_, contentType) => {
    const balkanid = emulator({ bodyValidation: 'lenient', notReadyPolls: 0, rows: 300 })
    const all = await balkanid.fileOf('requests', { includeCompleted: true })
    const response = await balkanid.send(post('{"includeCompleted":true}', { 'content-type': contentType }))
    const { url } = response.json<{ url: string }>()
    expect((await balkanid.download(url)).rawPayload.equals(all)).toBe(true)
  })

  test('what is right is taken as it is', async () => {
    const balkanid = emulator({ bodyValidation: 'lenient', notReadyPolls: 0, rows: 300 })
    const [all, open] = [
      await balkanid.fileOf('requests', { includeCompleted: true }),
      await balkanid.fileOf('requests', { includeCompleted: false }),
    ]
    expect(all.length).toBeGreaterThan(open.length)
  })
})

test('fields that are not documented are ignored', async () => {
  const response = await emulator().post('requests', { includeCompleted: true, more: [1, 2, 3] })
  expect(response.statusCode).toBe(200)
})
