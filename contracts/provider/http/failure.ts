/** Why a request has no answer, or an answer no end. */
export type FailureKind =
  | 'unknown-host'
  | 'refused'
  | 'unreachable'
  | 'untrusted'
  | 'silent'
  | 'broken-off'
  | 'not-http'
  | 'head-too-large'
  | 'out-of-time'

export interface Failure {
  readonly failure: FailureKind
  /** A sentence, with a token for the host. */
  readonly sentence: string
}

/** @param host its token */
export function failureOf(error: unknown, host: string): Failure {
  const code = codeOf(error)
  const failure = kindOf(code)
  return { failure, sentence: sentences[failure](host, code) }
}

export function failed(failure: FailureKind, host: string): Failure {
  return { failure, sentence: sentences[failure](host, '') }
}

const sentences: Readonly<Record<FailureKind, (host: string, code: string) => string>> = {
  'unknown-host': (host, code) => `The name of ${host} could not be resolved (${code}).`,
  refused: (host) => `The connection was refused by ${host}.`,
  unreachable: (host, code) => `There was no connection with ${host}${code === '' ? '' : ` (${code})`}.`,
  untrusted: (host, code) => `The connection with ${host} could not be secured by TLS (${code}).`,
  silent: (host) => `Nothing came from ${host} within the time for one request.`,
  'broken-off': (host) => `The connection was broken off by ${host}.`,
  'not-http': (host) => `What came from ${host} is not HTTP/1.1.`,
  'head-too-large': (host) => `The header fields of ${host} are larger than 64 KiB.`,
  'out-of-time': () => 'The time for the whole verification was over.',
}

const kinds: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'broken-off',
  EPIPE: 'broken-off',
  HPE_HEADER_OVERFLOW: 'head-too-large',
  ETIMEDOUT: 'silent',
  // Node's for an answer that is no TLS.
  EPROTO: 'untrusted',
}

const tls = /CERT|TLS|SSL|SIGNATURE|ISSUER/

function kindOf(code: string): FailureKind {
  const known = kinds[code]
  if (known !== undefined) return known
  if (code.startsWith('HPE_')) return 'not-http'
  return tls.test(code) ? 'untrusted' : 'unreachable'
}

/** The code alone: messages name hosts. One that fails on every address of a host has that of the first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^[A-Z][A-Z0-9_]*$/.test(code) ? code : ''
}
