import type { Tokens } from '../tokens.ts'
import { typeOf } from './body.ts'

/** What can be told of a URL that must not be shown. */
export interface UrlSeen {
  /** In JSON's words; `missing` where there is none. */
  readonly type: string
  /** With scheme and host, http or https. */
  readonly isAbsolute: boolean
  readonly scheme: 'http' | 'https' | null
  /** A token. */
  readonly host: string | null
  /** Whose way to sign URLs the names in its query show. */
  readonly signing: Signing | null
  /** For how long it is good, where its query says so. */
  readonly lifetimeSeconds: number | null
}

export type Signing = (typeof signings)[number][0]

const signings = [
  ['AWS Signature Version 4', 'X-Amz-Signature', 'X-Amz-Expires'],
  ['Google V4', 'X-Goog-Signature', 'X-Goog-Expires'],
  ['Google V2', 'GoogleAccessId', null],
  ['CloudFront', 'Key-Pair-Id', null],
  ['AWS Signature Version 2', 'AWSAccessKeyId', null],
  ['Azure SAS', 'sig', null],
] as const

/** What may be said of one of the two URLs. @param value as it stood in the answer */
export function urlSeen(value: unknown, tokens: Tokens): UrlSeen {
  const type = value === undefined ? 'missing' : typeOf(value)
  const url =
    typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined) {
    return { type, isAbsolute: false, scheme: null, host: null, signing: null, lifetimeSeconds: null }
  }
  const [signing = null, , lifetime] = signings.find(([, parameter]) => url.searchParams.has(parameter)) ?? []
  const seconds = lifetime ? (url.searchParams.get(lifetime) ?? '') : ''
  return {
    type,
    isAbsolute: true,
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    host: tokens.of('host', url.host),
    signing,
    lifetimeSeconds: /^\d{1,7}$/.test(seconds) ? Number(seconds) : null,
  }
}
