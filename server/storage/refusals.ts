import type { StorageError } from './errors.ts'
import type { Verification } from './signature-v4.ts'

/** A mismatch may be another method's signature, which deserves a better hint. */
type Outcome = Verification | (Extract<Verification, { result: 'mismatch' }> & { readonly signedFor: string })

type Invalid = Exclude<Outcome, { result: 'valid' }>

/** What storage answers to a request whose signature does not hold; `undefined` where it does. */
export function errorOf(outcome: Invalid, method: string, now: number): StorageError
export function errorOf(outcome: Outcome, method: string, now: number): StorageError | undefined
export function errorOf(outcome: Outcome, method: string, now: number): StorageError | undefined {
  switch (outcome.result) {
    case 'valid':
      return undefined
    case 'unsigned':
      return {
        status: 403,
        code: 'AccessDenied',
        message: 'Access Denied',
        problem: 'unsigned',
        basis: 'inferred',
        hint: 'Received a URL without a signature; expected a pre-signed one. Use pollingUrl and url exactly as answered, query and all.',
      }
    case 'unreadable':
      return {
        status: 400,
        code: 'InvalidURI',
        message: "Couldn't parse the specified URI.",
        problem: 'unreadable-url',
        basis: 'assumed',
        hint: `${outcome.message} Use the URL exactly as answered.`,
      }
    case 'malformed':
      return {
        status: 400,
        code: 'AuthorizationQueryParametersError',
        message: outcome.message,
        problem: 'malformed-signature',
        basis: 'assumed',
        hint: `${outcome.message} Use the URL exactly as answered.`,
      }
    case 'unknown-key':
      return {
        status: 403,
        code: 'InvalidAccessKeyId',
        message: 'The AWS Access Key Id you provided does not exist in our records.',
        details: { AWSAccessKeyId: outcome.accessKeyId },
        problem: 'unknown-signing-key',
        basis: 'assumed',
        hint: 'The URL is signed with a key that this server does not have. Use URLs of this server only.',
      }
    case 'mismatch':
      return {
        status: 403,
        code: 'SignatureDoesNotMatch',
        message:
          'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        details: {
          AWSAccessKeyId: outcome.accessKeyId,
          StringToSign: outcome.stringToSign,
          SignatureProvided: outcome.provided,
          CanonicalRequest: outcome.canonicalRequest,
        },
        problem: 'signedFor' in outcome ? 'wrong-method' : 'changed-url',
        basis: 'inferred',
        hint: mismatchHint('signedFor' in outcome ? outcome.signedFor : undefined, method),
      }
    case 'not-yet-valid':
      return {
        status: 403,
        code: 'AccessDenied',
        message: 'Request is not yet valid',
        details: { ValidFrom: outcome.validFrom.toISOString() },
        problem: 'not-yet-valid',
        basis: 'assumed',
        hint: `The URL is good from ${outcome.validFrom.toISOString()} on. Compare the clocks.`,
      }
    case 'expired':
      return {
        status: 403,
        code: 'AccessDenied',
        message: 'Request has expired',
        details: {
          'X-Amz-Expires': outcome.lifetimeSeconds,
          Expires: outcome.expires.toISOString(),
          ServerTime: new Date(now).toISOString(),
        },
        problem: 'expired',
        basis: 'assumed',
        hint: `The URL expired at ${outcome.expires.toISOString()}. POST again for a new pair of URLs.`,
      }
    default:
      return outcome satisfies never
  }
}

function mismatchHint(signedFor: string | undefined, method: string): string {
  if (signedFor !== undefined) {
    return `Received ${method} on a URL signed for ${signedFor}. Send HEAD to pollingUrl and GET to url.`
  }
  return `Received ${method} with a signature over something else: method, host, path or query were changed. Use the URL exactly as answered.`
}

/** What storage answers to a request that its signature lets in. */
export const storageErrors = {
  /** @param expires milliseconds since 1970 */
  expired: (expires: number, lifetimeSeconds: number, method: string, now: number): StorageError =>
    errorOf({ result: 'expired', expires: new Date(expires), lifetimeSeconds }, method, now),
  /** To a poll, which gets no body and so needs no details. @param when completes "ready …" */
  notReady: (when: string): StorageError => ({
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    basis: 'documented',
    hint: `Not ready yet: this export is ready ${when}. Try again after a delay.`,
  }),
  /** To a download. @param when completes "ready …" */
  tooEarly: (path: string, when: string, status: 404 | 403): StorageError => ({
    ...(status === 404 ? noSuchKey(path) : ({ status, code: 'AccessDenied', message: 'Access Denied' } as const)),
    problem: 'too-early',
    basis: 'inferred',
    hint: `Not ready yet: this export is ready ${when}. HEAD pollingUrl until it answers 200.`,
  }),
  noSuchExport: (path: string): StorageError => ({
    ...noSuchKey(path),
    problem: 'no-such-export',
    basis: 'inferred',
    hint: 'The signature holds, but the export is gone: the server was restarted, or made many exports since. POST again.',
  }),
  methodNotAllowed: (method: string): StorageError => ({
    status: 405,
    code: 'MethodNotAllowed',
    message: 'The specified method is not allowed against this resource.',
    details: { Method: method, ResourceType: 'OBJECT' },
    problem: 'method-not-allowed',
    basis: 'assumed',
    hint: 'Send HEAD to pollingUrl and GET to url.',
  }),
  bodyTooLarge: (limit: number): StorageError => ({
    status: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed size',
    details: { MaxSizeAllowed: limit },
    problem: 'body-too-large',
    basis: 'assumed',
    hint: 'Received a large body; expected none. Send HEAD to pollingUrl and GET to url.',
  }),
  internalError: (): StorageError => ({
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
    problem: 'mock-failed',
    basis: 'assumed',
    hint: 'The mock could not make the object: this is a defect of balkanid-mock unless it is being closed.',
  }),
  preconditionFailed: (): StorageError => ({
    status: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold',
    problem: 'precondition-failed',
    basis: 'assumed',
    hint: 'The object is another than If-Match or If-Unmodified-Since asks for. Fetch it without that condition.',
  }),
  invalidRange: (range: string, size: number): StorageError => ({
    status: 416,
    code: 'InvalidRange',
    message: 'The requested range is not satisfiable',
    details: { RangeRequested: range, ActualObjectSize: size },
    problem: 'invalid-range',
    basis: 'assumed',
    hint: `The object has ${size} bytes. Ask for a range that begins before its end.`,
  }),
}

function noSuchKey(path: string) {
  return {
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    details: { Key: path.slice(1) },
  } as const
}
