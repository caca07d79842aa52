import { Sha256 } from '@aws-crypto/sha256-js'
import { HttpRequest } from '@smithy/protocol-http'
import { SignatureV4 } from '@smithy/signature-v4'
import { defaultSigningKey } from '../../server/app.ts'
import type { SigningKey } from '../../server/index.ts'

export interface ToSign {
  readonly method: string
  readonly scheme?: 'http' | 'https'
  /** As the `Host` field has it. */
  readonly host: string
  /** Not encoded, or encoded as RFC 3986 would: it goes into the URL as it is. */
  readonly path: string
  readonly query?: Record<string, string>
  readonly signedAt: Date
  readonly lifetimeSeconds: number
  readonly key?: SigningKey
  /** Further headers that the signature covers. */
  readonly headers?: Record<string, string>
}

/** The URL that AWS's own signer makes, as its S3 client asks it to. */
export async function awsPresignedUrl({
  method,
  scheme = 'http',
  host,
  path,
  query = {},
  signedAt,
  lifetimeSeconds,
  key = defaultSigningKey,
  headers = {},
}: ToSign): Promise<string> {
  const { accessKeyId, secretAccessKey, region } = key
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: Sha256,
    uriEscapePath: false, // S3 alone encodes paths once, not twice
    applyChecksum: false,
  })
  const request = new HttpRequest({
    method,
    protocol: `${scheme}:`,
    hostname: host,
    path,
    query,
    headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
  })
  const payloadHash = ['x-amz-content-sha256']
  const signed = await signer.presign(request, {
    signingDate: signedAt,
    expiresIn: lifetimeSeconds,
    unhoistableHeaders: new Set([...payloadHash, ...Object.keys(headers)]),
    unsignableHeaders: new Set(payloadHash),
  })
  const parameters = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(String(value))}`,
  )
  return `${scheme}://${host}${path}?${parameters.sort().join('&')}`
}

export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
