/**
 * How names end whose values are secret: header fields, query parameters, keys of JSON, elements of XML. A hyphen
 * stands for `-`, `_` or nothing, so `api-key` is also the end of `apiKey`. Signatures and security tokens of AWS,
 * cookies and `Proxy-Authorization` end so too; `X-Api-Key-ID`, `X-Amz-Credential` and `SignedHeaders` do not.
 */
const lastWords = [
  'signature',
  'secret',
  'password',
  'passphrase',
  'token',
  'authorization',
  'cookie',
  'api-key',
  'access-key',
  'secret-key',
  'private-key',
]

/** No name's last word is longer, hyphens included. */
export const longestWord = Math.max(...lastWords.map((word) => word.length))

/** @param spell a character as the source of a regular expression */
export function secretNames(spell: (character: string) => string): string {
  const words = lastWords.map((word) => [...word].map((c) => (c === '-' ? anyOf(['', '-', '_'], spell) : spell(c))))
  return `(?:${words.map((word) => word.join('')).join('|')})`
}

function anyOf(characters: readonly string[], spell: (character: string) => string): string {
  return `(?:${characters.map((c) => (c === '' ? '' : spell(c))).join('|')})`
}

const secretName = new RegExp(`${secretNames((c) => c)}$`, 'i')
const lastLetters = new Set(lastWords.flatMap((word) => [word.at(-1)!, word.at(-1)!.toUpperCase()]))
const lastCodes = new Uint8Array(128)
for (const letter of lastLetters) lastCodes[letter.charCodeAt(0)] = 1

/** Most names are none by their last letter already, which is quicker to see. */
export function canEndSecretName(charCode: number): boolean {
  return lastCodes[charCode] === 1
}

export function isSecretName(name: string): boolean {
  return canEndSecretName(name.charCodeAt(name.length - 1)) && secretName.test(name)
}
