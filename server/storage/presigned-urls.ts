import { type Export, useOf } from '../exports/export-store.ts'
import { mask } from '../journal/masking.ts'
import type { Origin } from '../origin.ts'
import { objectPath } from './object-path.ts'
import { clockSkewMs, equalInConstantTime, type SignatureV4 } from './signature-v4.ts'

export interface IssuedUrls {
  readonly pollingUrl: string
  readonly url: string
  /** Both as they may be shown: all that tells them apart is masked. */
  readonly shown: string
}

/** The two URLs of each export, as its POST answers them. */
export class PresignedUrls {
  private readonly signer: SignatureV4

  constructor(signer: SignatureV4) {
    this.signer = signer
  }

  issue(created: Export, origin: Origin): IssuedUrls {
    const { scheme, host, prefix } = origin
    const path = prefix + objectPath(created)
    const { issuedAt, terms } = created
    const poll = this.signer.presign({ method: 'HEAD', host, path }, issuedAt, terms.urlLifetimeSeconds)
    const download = this.signer.presign({ method: 'GET', host, path }, issuedAt, terms.urlLifetimeSeconds)
    created.issued = { origin, HEAD: poll.signature, GET: download.signature }
    const unsigned = `${scheme}://${host}${path}?${poll.query}${signatureParameter}`
    return { pollingUrl: unsigned + poll.signature, url: unsigned + download.signature, shown: unsigned + mask }
  }

  /**
   * Whether a request uses a URL of this export to the letter and in time. That is what a client should do, and it can
   * be seen without computing a signature; whatever else arrives has to be verified.
   * @param now milliseconds since 1970
   */
  isAsIssued(
    { issued, issuedAt, terms: { urlLifetimeSeconds } }: Export,
    method: string,
    { host, prefix }: Origin,
    query: string,
    now: number,
  ): boolean {
    if (issued === undefined || (method !== 'HEAD' && method !== 'GET')) return false
    if (host !== issued.origin.host || prefix !== issued.origin.prefix) return false
    const unsigned = this.signer.unsignedQuery(issuedAt, urlLifetimeSeconds)
    const signatureAt = unsigned.length + signatureParameter.length
    return (
      query.startsWith(unsigned) &&
      query.startsWith(signatureParameter, unsigned.length) &&
      equalInConstantTime(query.slice(signatureAt), issued[method]) &&
      now >= Math.floor(issuedAt / 1000) * 1000 - clockSkewMs &&
      now <= (Math.floor(issuedAt / 1000) + urlLifetimeSeconds) * 1000
    )
  }
}

/** A target that is a URL as it was issued, masked; one text for all of them. */
export function shownTarget(used: Export, target: string): string {
  const use = useOf(used)
  // The same URL can be written in other ways too, but none is as short.
  const length = target.length - signatureLength + mask.length
  if (use.shown?.length !== length) use.shown = target.slice(0, target.length - signatureLength) + mask
  return use.shown
}

/** In hexadecimal digits. */
const signatureLength = 64
const signatureParameter = '&X-Amz-Signature='
