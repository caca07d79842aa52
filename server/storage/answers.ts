import type { Answer } from '../delivery/answer.ts'
import { errorDocument, type StorageError } from './errors.ts'

/** S3 names the machine that answered; this one has no name to keep. */
const hostId = 'balkanid-mock'

/** What an answer depends on besides what it is about. */
export interface Asked {
  readonly method: string
  /** The request's. */
  readonly id: string
}

/** The header fields that all answers of storage have. */
export function storageHeaders(requestId: string): Record<string, string | number> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId }
}

/** @param more what the answer carries besides */
export function errorAnswer({ method, id }: Asked, error: StorageError, more?: Answer['headers']): Answer {
  // Most polls get this answer, and an object that is written out whole is made several times as fast as one of parts.
  const headers: Record<string, string | number> = {
    'x-amz-request-id': id,
    'x-amz-id-2': hostId,
    'content-type': 'application/xml',
    'x-mock-basis': error.basis,
    'x-mock-hint': error.hint,
  }
  if (more !== undefined) for (const name in more) headers[name] ??= more[name]!
  const { status, problem, hint: note } = error
  if (method === 'HEAD') return { status, headers, body: undefined, problem, note, delivery: undefined }
  const body = errorDocument(error, id, hostId)
  headers['content-length'] = Buffer.byteLength(body)
  return { status, headers, body, problem, note, delivery: undefined }
}
