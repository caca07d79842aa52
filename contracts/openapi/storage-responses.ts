import type { Basis } from '../dataset.ts'
import { type Reference, type Response, type Responses, ref, type Schema } from './document.ts'
import { headerRefs } from './headers.ts'

export const storageSchemas: Record<string, Schema> = {
  FilePart: {
    description: 'A part of a file, which may begin and end within a record.',
    'x-basis': 'assumed',
    type: 'string',
    contentMediaType: 'text/csv',
  },
  StorageError: {
    description: 'An error as S3 writes it. What further elements there are depends on the code.',
    'x-basis': 'assumed',
    type: 'object',
    xml: { name: 'Error' },
    properties: {
      Code: { description: 'The kind of error.', type: 'string' },
      Message: { description: 'The same in words.', type: 'string' },
    },
    required: ['Code', 'Message'],
    additionalProperties: { type: 'string' },
    examples: [{ Code: 'NoSuchKey', Message: 'The specified key does not exist.' }],
  },
}

/** An answer of storage that several operations share. */
interface Shared {
  readonly name: string
  readonly status: number
  readonly description: string
  readonly basis: Basis
  readonly headers?: Record<string, Reference>
}

const notModified: Shared = {
  name: 'NotModified',
  status: 304,
  description: 'The client has these bytes already.',
  basis: 'assumed',
  headers: headerRefs('ETag', 'Last-Modified'),
}

const partialContent: Shared = {
  name: 'PartialContent',
  status: 206,
  description: 'The bytes that `Range` asks for.',
  basis: 'assumed',
  headers: headerRefs('Accept-Ranges', 'Content-Length', 'Content-Range', 'ETag', 'Last-Modified'),
}

const errors: readonly Shared[] = [
  {
    name: 'MalformedSignature',
    status: 400,
    description:
      'A parameter of the signature is missing or malformed (`AuthorizationQueryParametersError`), ' +
      'or the URL cannot be read (`InvalidURI`).',
    basis: 'assumed',
  },
  {
    name: 'Forbidden',
    status: 403,
    description:
      'The URL is signed for another method or was changed (`SignatureDoesNotMatch`), ' +
      'has expired or bears no signature (`AccessDenied`), or is of another server (`InvalidAccessKeyId`).',
    basis: 'assumed',
  },
  {
    name: 'PreconditionFailed',
    status: 412,
    description: '`If-Match` or `If-Unmodified-Since` does not hold: `PreconditionFailed`.',
    basis: 'assumed',
  },
]

const pollErrors: readonly Shared[] = [
  ...errors,
  {
    name: 'NotReady',
    status: 404,
    description: 'The file is not ready: poll again after a delay.',
    basis: 'documented',
  },
]

const downloadErrors: readonly Shared[] = [
  ...errors,
  {
    name: 'NoSuchFile',
    status: 404,
    description: 'The file is not ready, or there is no such export: `NoSuchKey`.',
    basis: 'inferred',
  },
  {
    name: 'RangeNotSatisfiable',
    status: 416,
    description: 'The file has none of the bytes that `Range` asks for: `InvalidRange`.',
    basis: 'assumed',
    headers: headerRefs('Content-Range'),
  },
]

// The answer to a HEAD has no body, so an error that both methods meet makes two components.
const pollName = ({ name }: Shared) => `Poll${name}`
const downloadName = ({ name }: Shared) => `Download${name}`

export const storageResponses: Responses = {
  [notModified.name]: response(notModified),
  [partialContent.name]: {
    ...response(partialContent),
    content: { 'text/csv': { schema: ref('schemas', 'FilePart') } },
  },
  ...Object.fromEntries(pollErrors.map((error) => [pollName(error), errorResponse(error)])),
  ...Object.fromEntries(
    downloadErrors.map((error) => [
      downloadName(error),
      { ...errorResponse(error), content: { 'application/xml': { schema: ref('schemas', 'StorageError') } } },
    ]),
  ),
}

/** Everything but 200, as HEAD lists it. */
export const pollsOtherwise: Responses = {
  [notModified.status]: ref('responses', notModified.name),
  ...Object.fromEntries(pollErrors.map((error) => [error.status, ref('responses', pollName(error))])),
}

/** Everything but 200, as GET lists it. */
export const downloadsOtherwise: Responses = {
  [partialContent.status]: ref('responses', partialContent.name),
  [notModified.status]: ref('responses', notModified.name),
  ...Object.fromEntries(downloadErrors.map((error) => [error.status, ref('responses', downloadName(error))])),
}

function response({ description, basis, headers }: Shared): Response {
  return { description, 'x-basis': basis, ...(headers && { headers }) }
}

function errorResponse(error: Shared): Response {
  return { ...response(error), headers: { ...headerRefs('X-Mock-Basis', 'X-Mock-Hint'), ...error.headers } }
}
