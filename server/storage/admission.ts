import type { FastifyRequest } from 'fastify'
import type { Origin } from '../origin.ts'
import type { StorageError } from './errors.ts'
import { errorOf } from './refusals.ts'
import type { PresentedRequest, SignatureV4 } from './signature-v4.ts'

export interface Admission {
  readonly signer: SignatureV4
  readonly signedMethods: 'exact' | 'any'
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Why the request's signature does not let it in, if it does not. */
export function refusalOf(
  request: FastifyRequest,
  { host, prefix }: Origin,
  path: string,
  query: string,
  { signer, signedMethods, now }: Admission,
): StorageError | undefined {
  const presented: PresentedRequest = {
    method: request.method,
    host,
    path: prefix + path,
    query,
    header: (name) => {
      const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined
      return Array.isArray(value) ? value.join(',') : value
    },
  }
  const verification = signer.verify(presented, now)
  if (verification.result !== 'mismatch') return errorOf(verification, request.method, now)
  const [signedFor] = ['HEAD', 'GET'].flatMap((method) => {
    const asOther = signer.verify({ ...presented, method }, now)
    return asOther.result === 'mismatch' ? [] : [{ method, verification: asOther }]
  })
  if (signedFor === undefined) return errorOf(verification, request.method, now)
  return signedMethods === 'any'
    ? errorOf(signedFor.verification, request.method, now)
    : errorOf({ ...verification, signedFor: signedFor.method }, request.method, now)
}
