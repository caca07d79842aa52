import type { Tokens } from '../tokens.ts'

/** What kind of text or bytes a body is. */
export type BodyForm = 'none' | 'json' | 'xml' | 'html' | 'text' | 'binary'

export interface BodySeen {
  /** As far as it was read. */
  readonly bytes: number
  readonly form: BodyForm
  /** The type of the JSON value, where it is JSON. */
  readonly json: string | null
  /** Where it is a JSON object: its members by name, each with its type. */
  readonly members: Readonly<Record<string, string>>
  /** The code of an S3 error. */
  readonly code: string | null
  /** Why it could not be read to its end, as a sentence; `null` where it was, or was not to be. */
  readonly cut: string | null
}

/** Names of members that are the protocol's. Another one becomes a token, as it may be somebody's datum. */
const knownMembers = new Set([
  'code',
  'detail',
  'details',
  'error',
  'errors',
  'expected',
  'instance',
  'message',
  'path',
  'pollingUrl',
  'received',
  'remedy',
  'requestId',
  'status',
  'statusCode',
  'timestamp',
  'title',
  'traceId',
  'type',
  'url',
])

const knownCodes = new Set([
  'AccessDenied',
  'AuthorizationQueryParametersError',
  'ExpiredToken',
  'InternalError',
  'InvalidAccessKeyId',
  'InvalidArgument',
  'InvalidRange',
  'InvalidURI',
  'MethodNotAllowed',
  'NoSuchBucket',
  'NoSuchKey',
  'PreconditionFailed',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'SlowDown',
])

/** A body told by its shape alone. @param cut why it is not all of it, as a sentence */
export function bodySeen(body: Buffer, cut: string | null, tokens: Tokens): BodySeen {
  const text = body.toString('utf8')
  const json = jsonIn(text)
  return {
    bytes: body.length,
    form: json === undefined ? formOf(body, text) : 'json',
    json: json === undefined ? null : typeOf(json.value),
    members: json === undefined ? {} : membersOf(json.value, tokens),
    code: /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1]?.replace(/^.*$/, (code) => known(code, tokens)) ?? null,
    cut,
  }
}

function known(code: string, tokens: Tokens): string {
  return knownCodes.has(code) ? code : tokens.of('value', code)
}

/** @returns `undefined` where the text is no JSON: `null` is */
export function jsonIn(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function membersOf(value: unknown, tokens: Tokens): Readonly<Record<string, string>> {
  if (typeOf(value) !== 'object') return {}
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [
      knownMembers.has(name) ? name : tokens.of('name', name),
      typeOf(member),
    ]),
  )
}

/** The type of a JSON value, in JSON's words. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function formOf(body: Buffer, text: string): BodyForm {
  if (body.length === 0) return 'none'
  const beginning = text.trimStart().slice(0, 100).toLowerCase()
  if (/^<(?:!doctype html|html|head|body)\b/.test(beginning)) return 'html'
  if (beginning.startsWith('<?xml') || /^<[a-z]+[ >]/.test(beginning)) return 'xml'
  return text.includes('\0') || text.includes('\ufffd') ? 'binary' : 'text'
}
