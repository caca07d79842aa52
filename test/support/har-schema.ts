import type { JsonSchema } from '../../contracts/index.ts'

/** An object with these fields. Others must begin with an underscore, as the specification has it. */
function object(required: Record<string, JsonSchema>, optional: Record<string, JsonSchema> = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional, comment: string },
    patternProperties: { '^_': true },
    additionalProperties: false,
    required: Object.keys(required),
  }
}

const string: JsonSchema = { type: 'string' }
const count: JsonSchema = { type: 'integer', minimum: 0 }
const countOrUnknown: JsonSchema = { type: 'integer', minimum: -1 }
const milliseconds: JsonSchema = { type: 'number', minimum: 0 }
/** -1 where it does not apply. */
const millisecondsOrNone: JsonSchema = { type: 'number', minimum: -1 }
const dateTime: JsonSchema = { type: 'string', format: 'date-time' }
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })

const pair = object({ name: string, value: string })
const cookie = object(
  { name: string, value: string },
  {
    path: string,
    domain: string,
    expires: { type: ['string', 'null'] },
    httpOnly: { type: 'boolean' },
    secure: { type: 'boolean' },
  },
)
const message = {
  httpVersion: string,
  cookies: list(cookie),
  headers: list(pair),
  headersSize: countOrUnknown,
  bodySize: countOrUnknown,
}
const postData = object({ mimeType: string, params: list({ type: 'object' }), text: string })
const request = object(
  { ...message, method: string, url: { type: 'string', pattern: '^https?://[^/]+/' }, queryString: list(pair) },
  { postData },
)
const content = object(
  { size: count, mimeType: string },
  { compression: { type: 'integer' }, text: string, encoding: string },
)
const response = object({ ...message, status: count, statusText: string, content, redirectURL: string })
const cacheState = object({ lastAccess: dateTime, eTag: string, hitCount: count }, { expires: dateTime })
const timings = object(
  { send: milliseconds, wait: milliseconds, receive: milliseconds },
  { blocked: millisecondsOrNone, dns: millisecondsOrNone, connect: millisecondsOrNone, ssl: millisecondsOrNone },
)
const page = object({
  startedDateTime: dateTime,
  id: string,
  title: string,
  pageTimings: object({}, { onContentLoad: millisecondsOrNone, onLoad: millisecondsOrNone }),
})
const entry = object(
  {
    startedDateTime: dateTime,
    time: milliseconds,
    request,
    response,
    cache: object({}, { beforeRequest: cacheState, afterRequest: cacheState }),
    timings,
  },
  { pageref: string, serverIPAddress: string, connection: string },
)
const program = object({ name: string, version: string })

/**
 * HTTP Archive 1.2, in our own words.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export const harSchema: JsonSchema = {
  type: 'object',
  required: ['log'],
  properties: {
    log: object(
      { version: { const: '1.2' }, creator: program, entries: list(entry) },
      { browser: program, pages: list(page) },
    ),
  },
}
