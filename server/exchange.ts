/** What the mock itself has to say of one exchange; handlers fill it in, the log prints it. */
export interface ExchangeNote {
  export?: string
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
