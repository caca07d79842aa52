export type TokenKind = 'host' | 'value' | 'name' | 'date' | 'etag' | 'weak-etag'

/** Stands in for what must not be shown. The same text has the same token as long as one run lasts: `host-1`, `value-3`. */
export class Tokens {
  private readonly given = new Map<TokenKind, Map<string, string>>()

  of(kind: TokenKind, text: string): string {
    const known = this.given.get(kind) ?? new Map<string, string>()
    this.given.set(kind, known)
    const token = known.get(text) ?? `${kind}-${known.size + 1}`
    known.set(text, token)
    return token
  }
}

/** The host of the base URL goes by its name, as everybody knows it who verifies: its token is the first one. */
export function withBaseHost(sentence: string, baseUrl: string): string {
  return sentence.replaceAll(/\bhost-1\b/g, new URL(baseUrl).host)
}
