/**
 * Reads the document of a storage error, strictly: the declaration, one `Error`, and in it elements of text alone.
 * @throws where it is anything else, so that a test cannot pass on what an XML parser would refuse
 */
export function readStorageError(xml: string): Readonly<Record<string, string>> {
  const content = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error>(.*)<\/Error>$/s.exec(xml)?.[1]
  if (content === undefined) throw new Error(`No error document: ${xml}`)
  const elements = [...content.matchAll(/<([A-Za-z][\w-]*)>((?:[^<&]|&(?:amp|lt|gt|quot|apos);)*)<\/\1>/g)]
  if (elements.map(([element]) => element).join('') !== content) throw new Error(`Not well-formed: ${content}`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot write these at all
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(content)) throw new Error('Characters XML lacks')
  return Object.fromEntries(elements.map(([, name, text]) => [name!, unescaped(text!)]))
}

function unescaped(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(\w+);/g, (_, name: string) => entities[name]!)
}
