import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Problem, quote } from '../problems.ts'
import { adminProblems } from './problems.ts'

export interface GuardOptions {
  /** Names besides those of this machine that lead here on purpose. */
  readonly hosts: readonly string[]
  readonly token: string | undefined
}

/** What a guard looks at. */
export interface Arrival {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  /** The origins that pages of this server have, such as `http://127.0.0.1:4610`. */
  readonly origins: readonly string[]
  readonly needsToken: boolean
}

/** @returns why a request is refused, before anything else of it is looked at */
export type Guard = (arrival: Arrival) => Problem | undefined

/**
 * Keeps the mock's own paths to programs and to its own pages: a web page that a developer visits reaches loopback as
 * well, under its own name where it makes that lead there (DNS rebinding).
 */
export function guard({ hosts, token }: GuardOptions): Guard {
  const known = new Set(hosts.flatMap((host) => nameOf(host) ?? []))
  const expected = token === undefined ? undefined : digest(token)
  const isToken = (received: string | undefined) =>
    expected !== undefined && received !== undefined && timingSafeEqual(expected, digest(received))

  return ({ method, headers, origins, needsToken }) => {
    const refusal = crossSiteProblem(method, headers, origins)
    if (refusal !== undefined) return refusal
    const hasToken = isToken(tokenIn(headers))
    // No page can know the token, whatever its name.
    if (!hasToken && !isOwnHost(headers.host, known)) {
      return adminProblems['foreign-host'](headers.host, expected !== undefined)
    }
    if (expected === undefined || hasToken || !needsToken) return undefined
    return adminProblems['token-required'](
      headers.authorization === undefined ? 'no Authorization' : 'another Authorization',
    )
  }
}

/** What browsers say of where a request comes from; programs say nothing. */
function crossSiteProblem(
  method: string,
  headers: IncomingHttpHeaders,
  origins: readonly string[],
): Problem | undefined {
  const { origin, 'sec-fetch-site': site } = headers
  const asked = headers['access-control-request-method']
  if (method === 'OPTIONS' && asked !== undefined) return adminProblems['preflight-refused'](asked)
  if (origin !== undefined && !origins.includes(origin)) return adminProblems['cross-site'](`Origin: ${quote(origin)}`)
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return adminProblems['cross-site'](`Sec-Fetch-Site: ${quote(String(site))}`)
  }
  return undefined
}

function isOwnHost(host: string | undefined, known: ReadonlySet<string>): boolean {
  const name = host === undefined ? undefined : nameOf(host)
  return name !== undefined && (known.has(name) || loopbackName.test(name) || address.test(name))
}

const loopbackName = /^(?:.+\.)?localhost$/
/** Rebinding needs a name: whoever asks for an address has reached what is there. */
const address = /^(?:\d+\.\d+\.\d+\.\d+|\[.+\])$/

const hostField = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

/** The name or the address in a `Host` field, as URLs have it: in lower case, without the port and the root's dot. */
function nameOf(host: string): string | undefined {
  const url = `http://${host}`
  return hostField.test(host) && URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined
}

function tokenIn({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization)?.[1]
}

/** Texts of different lengths cannot be compared in constant time, but their digests can. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** On every answer: nothing is kept, taken for something else, or put into a foreign page. */
export const guardHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
} as const
