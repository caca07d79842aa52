import { type Reference, type Response, type Responses, ref, type Schema } from './document.ts'
import { headerRefs } from './headers.ts'

/** RFC 9457, with the three parts of the detail also as members of their own. */
export const problemSchema: Schema = {
  description: 'A problem as RFC 9457 has it. `detail` joins the three members after it.',
  'x-basis': 'assumed',
  type: 'object',
  properties: {
    type: {
      description: 'Names the kind of problem; it is no address.',
      type: 'string',
      format: 'uri',
      pattern: '^urn:balkanid-mock:problem:[a-z0-9]+(?:-[a-z0-9]+)*$',
    },
    title: { description: 'The kind of problem in words.', type: 'string' },
    status: { description: 'The status code of the response.', type: 'integer', minimum: 400, maximum: 599 },
    detail: { description: 'Received …; expected …. And what to do about it.', type: 'string' },
    received: { type: 'string' },
    expected: { type: 'string' },
    remedy: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'received', 'expected', 'remedy'],
}

interface Refusal {
  readonly name: string
  readonly status: number
  readonly description: string
  readonly headers?: Record<string, Reference>
  readonly example: {
    readonly id: string
    readonly title: string
    readonly received: string
    readonly expected: string
    readonly remedy: string
  }
}

/** How the mock refuses an API call. None of it is documented: the documentation knows 200 and 500. */
const refusals: readonly Refusal[] = [
  {
    name: 'BadRequest',
    status: 400,
    description: 'The body is not JSON, or breaks the documented schema.',
    example: {
      id: 'body-not-object',
      title: 'The body is not a JSON object',
      received: 'an array, []',
      expected: 'a JSON object',
      remedy: 'Wrap the parameters in an object.',
    },
  },
  {
    name: 'Unauthorized',
    status: 401,
    description: 'The mock was started with API keys, and the request has none of them.',
    headers: headerRefs('WWW-Authenticate'),
    example: {
      id: 'unauthorized',
      title: 'API key not accepted',
      received: 'no API key',
      expected: 'one of the pairs of X-Api-Key-ID and X-Api-Key-Secret that the mock was started with',
      remedy: 'Send both headers of one pair, or start the mock without --api-key to accept any.',
    },
  },
  {
    name: 'MethodNotAllowed',
    status: 405,
    description: 'Any other method on this path.',
    headers: headerRefs('Allow'),
    example: {
      id: 'method-not-allowed',
      title: 'Method not allowed',
      received: 'GET',
      expected: 'POST',
      remedy: 'Send POST to this path.',
    },
  },
  {
    name: 'ContentTooLarge',
    status: 413,
    description: 'The body is longer than the mock reads.',
    example: {
      id: 'body-too-large',
      title: 'The body is too large',
      received: 'a body of more than 65536 bytes',
      expected: 'at most 65536 bytes',
      remedy: 'The bulk API takes a small JSON object; send only its documented fields.',
    },
  },
  {
    name: 'UnsupportedMediaType',
    status: 415,
    description: 'There is a body, and it is not sent as JSON.',
    example: {
      id: 'unsupported-media-type',
      title: 'The body is not sent as JSON',
      received: 'Content-Type: text/plain',
      expected: 'Content-Type: application/json, or none',
      remedy: 'Set the header to application/json.',
    },
  },
]

export const problemResponses: Responses = Object.fromEntries(
  refusals.map((refusal) => [refusal.name, problemResponse(refusal)]),
)

/** The refusals as an operation lists them. */
export const refusalsByStatus: Responses = Object.fromEntries(
  refusals.map(({ status, name }) => [status, ref('responses', name)]),
)

function problemResponse({ status, description, headers, example }: Refusal): Response {
  const { id, title, received, expected, remedy } = example
  const detail = `Received ${received}; expected ${expected}. ${remedy}`
  return {
    description,
    'x-basis': 'assumed',
    headers: { ...headerRefs('X-Mock-Basis'), ...headers },
    content: {
      'application/problem+json': {
        schema: ref('schemas', 'Problem'),
        example: { type: `urn:balkanid-mock:problem:${id}`, title, status, detail, received, expected, remedy },
      },
    },
  }
}
