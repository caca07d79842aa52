import type { Body } from '../../contracts/client/exchange.ts'
import { mask, maskRawHeaders, maskText } from './masking.ts'
import { isSecretName } from './secret-names.ts'

/** Longer lists are rare, and not worth remembering. */
const mostStrings = 64

/**
 * Header fields as they are stored. A client sends the same ones with nearly every request of a kind, so each list is
 * held against the last of its length: where they agree, which is quicker to see than to mask, both exchanges share one.
 */
export class KnownTexts {
  private lastText = ''
  private lastMasked = ''
  private lastBody: { readonly sent: string; readonly kept: Body } | undefined
  private readonly lasts: (readonly string[] | undefined)[] = []

  /** @param rawHeaders name, value, name, value */
  fields(rawHeaders: readonly string[]): readonly string[] {
    const last = this.lasts[rawHeaders.length]
    if (last !== undefined && isSame(last, rawHeaders)) return last
    const fields = maskRawHeaders(rawHeaders)
    if (fields.length <= mostStrings) this.lasts[fields.length] = fields
    return fields
  }

  /** What is kept of a request's body: nearly all of a kind have the same, which is then kept once. */
  body(sent: string, keep: () => Body): Body {
    if (this.lastBody?.sent !== sent) this.lastBody = { sent, kept: keep() }
    return this.lastBody.kept
  }

  /** The same for a text that many exchanges have, such as why a file is not ready. */
  masked(text: string): string {
    if (text !== this.lastText) {
      this.lastMasked = maskText(text)
      this.lastText = text
    }
    return this.lastMasked
  }
}

/** @param masked of the same length */
function isSame(masked: readonly string[], rawHeaders: readonly string[]): boolean {
  for (let i = 0; i < masked.length; i++) {
    if (masked[i] === rawHeaders[i]) continue
    // Whatever stands in a secret field would be masked whole.
    const isSecret = i % 2 === 1 && masked[i] === mask && rawHeaders[i] !== '' && isSecretName(masked[i - 1]!)
    if (!isSecret) return false
  }
  return true
}
