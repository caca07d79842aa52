/** What the mock itself has to say of one exchange; handlers fill it in, the log prints it. */
export interface ExchangeNote {
  export?: string
  /** What the client sent; Fastify does not see it, since which body is one is for `api/` to say. */
  contentType?: string
  /** Of an answer that storage began, for the case that the client breaks it off. */
  status?: number
  /** In a word or a sentence: what was answered, or what was wrong. */
  note?: string
}

declare module 'fastify' {
  interface FastifyRequest {
    exchange: ExchangeNote
  }
}

/** A URL as it may be logged or shown: whoever reads it cannot use it. */
export function maskUrl(url: string): string {
  const masked = url.replace(/(x-amz-(?:signature|security-token)=)[^&\s"]*/gi, '$1***')
  return masked.replace(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/gi, '***') // a signature whose name is percent-encoded
}
