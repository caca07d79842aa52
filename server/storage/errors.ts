import type { Basis } from '../../contracts/contract.ts'

/** An error as S3 words it: a code, a message, and elements that depend on the code. */
export interface StorageError {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly details?: Readonly<Record<string, string | number>>
  readonly basis: Basis
  /** What was wrong with the request, in a word; for the journal. Absent where nothing was. */
  readonly problem?: string
  /** What went wrong in the mock's own words, with the remedy; it goes into `x-mock-hint` and the log. */
  readonly hint: string
}

/**
 * The body of a storage error.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function errorDocument(
  { code, message, details = {} }: StorageError,
  requestId: string,
  hostId: string,
): string {
  const elements = { Code: code, Message: message, ...details, RequestId: requestId, HostId: hostId }
  const lines = Object.entries(elements).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${lines.join('')}</Error>`
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
  // XML 1.0 has no way at all to write most control characters; a request's path may hold them percent-encoded only,
  // but a signed header's value may not be trusted to.
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '\uFFFD').replace(/[&<>"']/g, (c) => entities[c]!)
}
