/**
 * An absolute http or https URL as RFC 3986 has it, without credentials: browsers, and so URL, let more characters pass.
 * @returns `undefined` for any other text
 */
export function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const { protocol, host, pathname, search, hash } = new URL(text)
  const authority = host.startsWith('[') ? host : encoded(host) // [::1] is the one place for brackets
  const fragment = hash === '' ? '' : `#${encoded(hash.slice(1))}`
  return `${protocol}//${authority}${encoded(pathname)}${encoded(search)}${fragment}`
}

function encoded(part: string): string {
  return part.replace(/%(?![\da-f]{2})|[^\w\-.~:/?@!$&'()*+,;=%]/gi, encodeURIComponent)
}
