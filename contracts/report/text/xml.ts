import { escapeOf } from './printable.ts'

/**
 * Any text as XML content or attribute value. What XML 1.0 has no place for, not even as a reference (most control
 * characters, lone surrogates, U+FFFE, U+FFFF), is shown as an escape such as `\u0000`.
 * @source https://www.w3.org/TR/xml/#charsets
 */
export function escapeXml(text: string): string {
  return text.replace(forbidden, escapeOf).replace(/[&<>"'\r]/g, (character) => references[character]!)
}

/** An element, indented. Attributes that are `undefined` are left out; children are elements, or text that is escaped here. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: string | readonly Xml[] = [],
): Xml {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  )
  const opening = `<${name}${written.join('')}`
  if (children.length === 0) return [`${opening}/>`]
  if (typeof children === 'string') return [`${opening}>${escapeXml(children)}</${name}>`]
  return [`${opening}>`, ...children.flat().map((line) => `  ${line}`), `</${name}>`]
}

/** The lines of an element. */
export type Xml = readonly string[]

const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;', // as itself it would be read as a line feed
}
