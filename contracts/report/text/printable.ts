/**
 * What others wrote, made safe to show on one line: control characters, the characters that reorder or hide text (bidi
 * controls, zero-width characters, BOM), line separators and lone surrogates become escapes: `\n`, `\u001b`, `\u{e0001}`.
 * A backslash stays as it is: this is for reading, not for reading back.
 */
export function printable(text: string): string {
  return text.replace(unsafe, (character) => short[character] ?? escapeOf(character))
}

/** Names a character by its code point: `\u001b`, `\u{e0001}`. */
export function escapeOf(character: string): string {
  const hex = character.codePointAt(0)!.toString(16)
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}

/** Control, format (all bidi controls are of it), surrogate without its other half, line and paragraph separator. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
