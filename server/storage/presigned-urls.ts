import type { Export } from '../exports/export-store.ts'
import type { Origin } from '../origin.ts'
import { objectPath } from './object-path.ts'
import { equalInConstantTime, type SignatureV4 } from './signature-v4.ts'

/** The two URLs of each export, as its POST answers them. */
export class PresignedUrls {
  private readonly signer: SignatureV4
  private readonly lifetimeSeconds: number

  constructor(signer: SignatureV4, lifetimeSeconds: number) {
    this.signer = signer
    this.lifetimeSeconds = lifetimeSeconds
  }

  issue(created: Export, origin: Origin): { readonly pollingUrl: string; readonly url: string } {
    const { scheme, host, prefix } = origin
    const path = prefix + objectPath(created)
    const poll = this.signer.presign({ method: 'HEAD', host, path }, created.issuedAt, this.lifetimeSeconds)
    const download = this.signer.presign({ method: 'GET', host, path }, created.issuedAt, this.lifetimeSeconds)
    created.issued = { origin, HEAD: poll.signature, GET: download.signature }
    const unsigned = `${scheme}://${host}${path}?${poll.query}${signatureParameter}`
    return { pollingUrl: unsigned + poll.signature, url: unsigned + download.signature }
  }

  /**
   * Whether a request uses a URL of this export to the letter and in time. That is what a client should do, and it can
   * be seen without computing a signature; whatever else arrives has to be verified.
   * @param now milliseconds since 1970
   */
  isAsIssued(
    { issued, issuedAt }: Export,
    method: string,
    { host, prefix }: Origin,
    query: string,
    now: number,
  ): boolean {
    if (issued === undefined || (method !== 'HEAD' && method !== 'GET')) return false
    if (host !== issued.origin.host || prefix !== issued.origin.prefix) return false
    const unsigned = this.signer.unsignedQuery(issuedAt, this.lifetimeSeconds)
    const signatureAt = unsigned.length + signatureParameter.length
    return (
      query.startsWith(unsigned) &&
      query.startsWith(signatureParameter, unsigned.length) &&
      equalInConstantTime(query.slice(signatureAt), issued[method]) &&
      now <= (Math.floor(issuedAt / 1000) + this.lifetimeSeconds) * 1000
    )
  }
}

const signatureParameter = '&X-Amz-Signature='
