import { type Header, type Parameter, type Reference, ref } from './document.ts'

const etag = '"5d41402abc4b2a76b9719d911017c592"'
const date = 'Thu, 01 Jan 2026 00:00:00 GMT'

/** Fields of requests to storage, as RFC 9110 has them. */
const conditions: readonly Parameter[] = [
  requestHeader('If-Match', 'Answer 412 unless the file still has one of these entity tags.', etag),
  requestHeader('If-None-Match', 'Answer 304 if the file still has one of these entity tags.', etag),
  requestHeader('If-Modified-Since', 'Answer 304 if the file is not newer. `If-None-Match` goes before it.', date),
  requestHeader('If-Unmodified-Since', 'Answer 412 if the file is newer. `If-Match` goes before it.', date),
]

/** RFC 9110 gives these a meaning for GET alone. */
const ranges: readonly Parameter[] = [
  requestHeader('Range', 'Send these bytes alone. One range is honoured; several get the whole file.', 'bytes=0-65535'),
  requestHeader('If-Range', 'Honour `Range` only if the file still has this entity tag or date.', etag),
]

export const requestHeaders: Record<string, Parameter> = Object.fromEntries(
  [...conditions, ...ranges].map((parameter) => [parameter.name, parameter]),
)
export const conditionRefs: readonly Reference[] = conditions.map(({ name }) => ref('parameters', name))
export const rangeRefs: readonly Reference[] = ranges.map(({ name }) => ref('parameters', name))

function requestHeader(name: string, description: string, example: string): Parameter {
  return { name, in: 'header', description, 'x-basis': 'assumed', schema: { type: 'string' }, example }
}

/** Fields of responses. */
export const responseHeaders = {
  'Accept-Ranges': {
    description: 'That ranges are honoured.',
    'x-basis': 'assumed',
    schema: { type: 'string', enum: ['bytes', 'none'] },
    example: 'bytes',
  },
  Allow: {
    description: 'The methods that the path has.',
    'x-basis': 'assumed',
    schema: { type: 'string' },
    example: 'POST',
  },
  'Content-Length': {
    description: 'How many bytes the body has; for HEAD, those that GET would send.',
    'x-basis': 'assumed',
    schema: { type: 'integer', minimum: 0 },
    example: 524_288,
  },
  'Content-Range': {
    description: 'Which bytes of how many; `*` stands for the bytes where no range could be sent.',
    'x-basis': 'assumed',
    schema: { type: 'string', pattern: '^bytes (?:[0-9]+-[0-9]+|\\*)/[0-9]+$' },
    example: 'bytes 0-65535/524288',
  },
  ETag: {
    description: 'Names these bytes: a strong entity tag.',
    'x-basis': 'assumed',
    schema: { type: 'string', pattern: '^"[^"]+"$' },
    example: etag,
  },
  'Last-Modified': {
    description: 'When the file became ready.',
    'x-basis': 'assumed',
    schema: { type: 'string' },
    example: date,
  },
  'WWW-Authenticate': {
    description: 'How to authenticate.',
    'x-basis': 'assumed',
    schema: { type: 'string' },
    example: 'ApiKey realm="balkanid-mock"',
  },
  'X-Mock-Basis': {
    description: "The mock's own word on how the answer is known.",
    'x-basis': 'assumed',
    schema: { type: 'string', enum: ['documented', 'inferred', 'assumed'] },
    example: 'assumed',
  },
  'X-Mock-Hint': {
    description: "The mock's own word on what went wrong and what to do about it.",
    'x-basis': 'assumed',
    schema: { type: 'string' },
    example: 'Received GET on a URL signed for HEAD. Send HEAD to pollingUrl and GET to url.',
  },
} as const satisfies Record<string, Header>

/** References to some of them, by name. */
export function headerRefs(...names: readonly (keyof typeof responseHeaders)[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, ref('headers', name)]))
}
