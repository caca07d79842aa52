import type { OpenAPIV3 } from 'openapi-types'
import type { Dataset } from '../dataset.ts'
import { ulid } from '../formats/index.ts'
import { type Parameter, type Reference, ref } from './document.ts'

/** Where the mock listens unless it is told otherwise. */
export const mockServer = 'http://127.0.0.1:4610'

const exportId: Parameter = {
  name: 'exportId',
  in: 'path',
  required: true,
  description: 'The export that the POST began, as a ULID.',
  'x-basis': 'assumed',
  schema: { ...ulid.schema },
  example: ulid.examples[0],
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const signature: readonly Parameter[] = [
  signed('X-Amz-Algorithm', 'Signature Version 4.', 'AWS4-HMAC-SHA256', { enum: ['AWS4-HMAC-SHA256'] }),
  signed(
    'X-Amz-Credential',
    'The id of the signing key, then the scope: day, region, service.',
    'BALKANIDMOCK/20260101/us-east-1/s3/aws4_request',
    { pattern: '^[^/]+/[0-9]{8}/[a-z0-9-]+/s3/aws4_request$' },
  ),
  signed('X-Amz-Date', 'When the URL was issued, in UTC.', '20260101T000000Z', { pattern: '^[0-9]{8}T[0-9]{6}Z$' }),
  signed('X-Amz-Expires', 'For how many seconds after that the URL is good.', 900, {
    type: 'integer',
    minimum: 1,
    maximum: 604_800,
  }),
  signed('X-Amz-SignedHeaders', 'The header fields that the signature covers, separated by semicolons.', 'host'),
  signed(
    'X-Amz-Signature',
    'Covers the method, the host, the path and the other parameters.',
    '0123456789abcdef'.repeat(4),
    { pattern: '^[0-9a-f]{64}$' },
  ),
]

function signed(
  name: string,
  description: string,
  example: string | number,
  schema: OpenAPIV3.NonArraySchemaObject = {},
): Parameter {
  return {
    name,
    in: 'query',
    required: true,
    description,
    'x-basis': 'assumed',
    schema: { type: 'string', ...schema },
    example,
  }
}

const all = [exportId, ...signature]

export const presignedUrlParameters: Record<string, Parameter> = Object.fromEntries(
  all.map((parameter) => [parameter.name, parameter]),
)

export const presignedUrlParameterRefs: readonly Reference[] = all.map(({ name }) => ref('parameters', name))

/** Below the server: the path template of a dataset's files. */
export function storagePath({ slug }: Dataset): string {
  return `/storage/{${exportId.name}}/${slug}.csv`
}

/** A pre-signed URL made of the parameters' examples. The two of one export differ in nothing but the signature. */
export function presignedUrlExample(dataset: Dataset, signedAs: string): string {
  const url = new URL(storagePath(dataset).replace(`{${exportId.name}}`, ulid.examples[0]), mockServer)
  for (const { name, example } of signature) url.searchParams.set(name, String(example))
  url.searchParams.set('X-Amz-Signature', signedAs)
  return url.href
}
