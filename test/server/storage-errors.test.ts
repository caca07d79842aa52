import { describe, expect, test } from 'vitest'
import { defaultSigningKey } from '../../server/app.ts'
import { awsPresignedUrl } from '../support/aws-signer.ts'
import { type Emulator, emulator, host, readyExport } from '../support/emulator.ts'
import { readStorageError } from '../support/storage-error.ts'

const path = '/storage/00000000000000000000000001/requests.csv'

/** What makes a URL of the first export another, that storage must refuse; and how it does. */
const refusals: [what: string, change: (url: string) => string, status: number, error: object][] = [
  ['without a query', (url) => url.split('?')[0]!, 403, { Code: 'AccessDenied', Message: 'Access Denied' }],
  ['with a query of something else', (url) => `${url.split('?')[0]}?a=1`, 403, { Code: 'AccessDenied' }],
  ...['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map(
    (name): [string, (url: string) => string, number, object] => [
      `without X-Amz-${name}`,
      (url) => without(`X-Amz-${name}`, url),
      400,
      { Code: 'AuthorizationQueryParametersError', Message: expect.stringContaining(`missing: X-Amz-${name}.`) },
    ],
  ),
  [
    'with another algorithm',
    (url) => url.replace('HMAC-SHA256', 'HMAC-SHA1'),
    400,
    { Code: 'AuthorizationQueryParametersError', Message: expect.stringContaining('X-Amz-Algorithm') },
  ],
  [
    'with the key of another server',
    (url) => url.replace('BALKANIDMOCK', 'AKIAIOSFODNN7EXAMPLE'),
    403,
    { Code: 'InvalidAccessKeyId', AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
  ],
  [
    'with the name of a key that XML has to escape',
    (url) => url.replace('BALKANIDMOCK', encodeURIComponent(`<&>"'\u0007`)),
    403,
    { Code: 'InvalidAccessKeyId', AWSAccessKeyId: `<&>"'\uFFFD` },
  ],
  ...[
    ['region', 'us-east-1', 'eu-west-1'],
    ['service', '%2Fs3%2F', '%2Fsqs%2F'],
    ['day', '%2F20260304%2F', '%2F20260305%2F'],
    ['scope', 'aws4_request', 'aws5_request'],
  ].map(([what, from, to]): [string, (url: string) => string, number, object] => [
    `with another ${what} in the credential`,
    (url) => url.replace(from!, to!),
    400,
    { Code: 'AuthorizationQueryParametersError', Message: expect.stringContaining('X-Amz-Credential') },
  ]),
  ...['0', '604801', '-1', '1.5', '1e3', '', 'x', '99999999999999999999'].map(
    (seconds): [string, (url: string) => string, number, object] => [
      `with X-Amz-Expires=${seconds}`,
      (url) => url.replace('Expires=900', `Expires=${seconds}`),
      400,
      { Code: 'AuthorizationQueryParametersError', Message: expect.stringContaining('X-Amz-Expires') },
    ],
  ),
  ...['20260304', '2026-03-04T05:06:07Z', '20261304T050607Z', '20260304T250607Z'].map(
    (stamp): [string, (url: string) => string, number, object] => [
      `with X-Amz-Date=${stamp}`,
      (url) => url.replace('20260304T050607Z', stamp),
      400,
      { Code: 'AuthorizationQueryParametersError', Message: expect.stringContaining('X-Amz-Date') },
    ],
  ),
  [
    'that does not sign the host',
    (url) => url.replace('SignedHeaders=host', 'SignedHeaders=accept'),
    400,
    { Code: 'AuthorizationQueryParametersError', Message: expect.stringContaining('X-Amz-SignedHeaders') },
  ],
  [
    'with a percent sign that encodes nothing',
    (url) => url.replace('us-east-1', 'us%zz'),
    400,
    { Code: 'InvalidURI', Message: "Couldn't parse the specified URI." },
  ],
  ...(
    [
      ['another lifetime', 'Expires=900', 'Expires=901'],
      ['another time', '050607Z', '050608Z'],
      ['another export', '/00000000000000000000000001/', '/00000000000000000000000002/'],
      ['another dataset', 'requests.csv', 'rbac2.csv'],
      ['another host', host, 'mock.example.com'],
      ['another port', host, '127.0.0.1:4611'],
      ['a further parameter', '?', '?versionId=1&'],
    ] as const
  ).map(([what, from, to]): [string, (url: string) => string, number, object] => [
    `for ${what}`,
    (url) => url.replace(from, to),
    403,
    { Code: 'SignatureDoesNotMatch' },
  ]),
]

describe('GET is refused on a URL', () => {
  test.each(refusals)('%s', async (_, change, status, error) => {
    const { balkanid, url } = await readyExport()
    const response = await balkanid.download(change(url))
    expect(readStorageError(response.body)).toMatchObject(error)
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toBe('application/xml')
  })
})

describe('HEAD is refused alike, without a body, on a URL', () => {
  test.each(refusals)('%s', async (_, change, status) => {
    const { balkanid, pollingUrl } = await readyExport()
    const response = await balkanid.head(change(pollingUrl))
    expect([response.statusCode, response.body]).toEqual([status, ''])
    expect(response.headers['x-mock-hint']).toMatch(/\.$/)
  })
})

test('a signature that does not hold is answered with all that one needs to compare, as S3 does', async () => {
  const { balkanid, url } = await readyExport()
  const response = await balkanid.download(url.replace('requests.csv', 'another.csv'))
  expect(readStorageError(response.body)).toEqual({
    Code: 'SignatureDoesNotMatch',
    Message: expect.stringMatching(/^The request signature we calculated does not match/),
    AWSAccessKeyId: defaultSigningKey.accessKeyId,
    StringToSign: expect.stringMatching(
      /^AWS4-HMAC-SHA256\n20260304T050607Z\n20260304\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}$/,
    ),
    SignatureProvided: new URL(url).searchParams.get('X-Amz-Signature'),
    CanonicalRequest: expect.stringMatching(
      /^GET\n\/storage\/0+1\/another\.csv\nX-Amz-Algorithm=.*&X-Amz-SignedHeaders=host\nhost:127\.0\.0\.1:4610\n\nhost\nUNSIGNED-PAYLOAD$/,
    ),
    RequestId: expect.stringMatching(/^[0-9A-F]{16}$/),
    HostId: 'balkanid-mock',
  })
})

test.each<[string, (balkanid: Emulator) => Promise<string>]>([
  ['never existed', (balkanid) => signedFor(balkanid, path.replace('1/', '9/'))],
  ['is of another dataset', (balkanid) => signedFor(balkanid, path.replace('requests', 'rbac2'))],
  ['has a name that is no ULID', (balkanid) => signedFor(balkanid, '/storage/x')],
  ['has no name', (balkanid) => signedFor(balkanid, '/storage/')],
])('an export that %s is no such key, where the signature holds', async (_, urlOf) => {
  const { balkanid } = await readyExport()
  const response = await balkanid.download(await urlOf(balkanid))
  expect(response.statusCode).toBe(404)
  expect(readStorageError(response.body)).toMatchObject({ Code: 'NoSuchKey' })
  expect(response.headers['x-mock-hint']).toContain('POST again')
})

describe('before the file is ready', () => {
  test('GET is answered as if there were no file', async () => {
    const balkanid = emulator()
    const { url } = await balkanid.requestDownload('requests')
    const response = await balkanid.download(url)
    expect(response.statusCode).toBe(404)
    expect(readStorageError(response.body)).toMatchObject({ Code: 'NoSuchKey', Key: path.slice(1) })
    expect(response.headers).toMatchObject({
      'x-mock-basis': 'inferred',
      'x-mock-hint': 'Not ready yet: this export is ready after 2 polls. HEAD pollingUrl until it answers 200.',
    })
  })

  test('GET may be denied instead', async () => {
    const balkanid = emulator({ beforeReady: 403 })
    const { url } = await balkanid.requestDownload('requests')
    const response = await balkanid.download(url)
    expect(response.statusCode).toBe(403)
    expect(readStorageError(response.body)).toMatchObject({ Code: 'AccessDenied', Message: 'Access Denied' })
  })

  test.each([
    [{ notReadyPolls: 1 }, 'after 1 poll'],
    [{ notReadyPolls: 3 }, 'after 3 polls'],
    [{ readyAfter: '90s' }, 'after 90 s'],
  ])('with %j a poll is told when it will be', async (options, when) => {
    const balkanid = emulator(options)
    const { pollingUrl } = await balkanid.requestDownload('requests')
    expect((await balkanid.head(pollingUrl)).headers).toMatchObject({
      'x-mock-basis': 'documented',
      'x-mock-hint': `Not ready yet: this export is ready ${when}. Try again after a delay.`,
    })
  })
})

test('every answer of storage has the ids that S3 gives, each request another', async () => {
  const { balkanid, url, pollingUrl } = await readyExport()
  const answers = [await balkanid.download(url), await balkanid.head(pollingUrl), await balkanid.download(pollingUrl)]
  expect(new Set(answers.map(({ headers }) => headers['x-amz-request-id'])).size).toBe(3)
  expect(answers.map(({ headers }) => headers['x-amz-id-2'])).toEqual(Array(3).fill('balkanid-mock'))
})

test('the signing secret is in no answer', async () => {
  const secret = 'wJalrXUtnFEMI'
  const { balkanid, url } = await readyExport({ signingKey: { ...defaultSigningKey, secretAccessKey: secret } })
  const answers = await Promise.all(refusals.map(([, change]) => balkanid.download(change(url))))
  const texts = [...answers, await balkanid.download(url)].map((answer) => answer.body + JSON.stringify(answer.headers))
  expect(texts.filter((text) => text.includes(secret))).toEqual([])
})

function signedFor(balkanid: Emulator, path: string): Promise<string> {
  return awsPresignedUrl({ method: 'GET', host, path, signedAt: new Date(balkanid.clock.now()), lifetimeSeconds: 60 })
}

function without(name: string, url: string): string {
  const [path, query] = url.split('?')
  const rest = query!.split('&').filter((parameter) => !parameter.startsWith(`${name}=`))
  return `${path}?${rest.join('&')}`
}
