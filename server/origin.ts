import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Settings } from './options.ts'

/** Where a client stands: what its URLs must begin with, and what its signatures cover. */
export interface Origin {
  readonly scheme: 'http' | 'https'
  /** As URLs and the `Host` fields of their readers have it: in lower case, with the port unless it is the scheme's own. */
  readonly host: string
  /** What a proxy strips from paths before they arrive here; empty or without a trailing slash. */
  readonly prefix: string
}

/** A host that cannot be put into a URL. */
export interface UnusableHost {
  readonly field: string
  readonly received: string
}

const usableHost = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

export type OriginOf = (request: FastifyRequest) => Origin | UnusableHost

/** Finds the origin of a request: `publicUrl`, else the forwarded fields where they are trusted, else `Host`. */
export function originFinder({ publicUrl, trustForwarded }: Settings): OriginOf {
  if (publicUrl !== undefined) {
    const origin = publicOrigin(publicUrl)
    return () => origin
  }
  let last: { readonly received: string; readonly origin: Origin } | undefined
  return ({ headers, raw: { socket } }) => {
    const forwardedHost = trustForwarded ? firstOf(headers['x-forwarded-host']) : undefined
    // HTTP/1.0 has no Host field; the client then stands where its connection ends.
    const host = forwardedHost ?? headers.host ?? socketHost(socket)
    const scheme = trustForwarded && firstOf(headers['x-forwarded-proto']) === 'https' ? 'https' : 'http'
    // One client asks many times, and its exports then share one origin instead of keeping one each.
    if (host === last?.received && scheme === last.origin.scheme) return last.origin
    const normalised = hostInUrls(scheme, host)
    if (normalised === undefined) {
      return { field: forwardedHost === undefined ? 'Host' : 'X-Forwarded-Host', received: host }
    }
    last = { received: host, origin: { scheme, host: normalised, prefix: '' } }
    return last.origin
  }
}

export function publicOrigin({ protocol, host, pathname }: URL): Origin {
  return { scheme: protocol === 'https:' ? 'https' : 'http', host, prefix: pathname.replace(/\/+$/, '') }
}

/** What URLs of an origin begin with, without a slash at its end. */
export function baseUrlOf({ scheme, host, prefix }: Origin): string {
  return `${scheme}://${host}${prefix}`
}

/**
 * The host as a client sends it that has read it from a URL: `LocalHost:80` comes back as `localhost`, and what is signed
 * must be what comes back.
 */
function hostInUrls(scheme: Origin['scheme'], host: string): string | undefined {
  const url = `${scheme}://${host}`
  return usableHost.test(host) && URL.canParse(url) ? new URL(url).host : undefined
}

function socketHost({ localAddress = '', localPort }: Socket): string {
  return localAddress.includes(':') ? `[${localAddress}]:${localPort}` : `${localAddress}:${localPort}`
}

/** Each proxy appends to a forwarded field; the first entry is what the client said. */
function firstOf(field: string | string[] | undefined): string | undefined {
  const first = (Array.isArray(field) ? field[0] : field)?.split(',')[0]?.trim()
  return first === '' ? undefined : first
}
