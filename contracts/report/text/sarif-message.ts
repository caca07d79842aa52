import { printable } from './printable.ts'

/**
 * Any text, as the plain text of a SARIF message: braces are doubled, as one alone would be a placeholder, and what would
 * end the text of an embedded link is escaped.
 * @source https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, 3.11.5 and 3.11.6
 */
export function sarifMessage(text: string): string {
  return printable(text)
    .replace(/[{}]/g, (brace) => brace + brace)
    .replaceAll('](', '\\](')
}
