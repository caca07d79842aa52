import { canEndSecretName, isSecretName, longestWord, secretNames } from './secret-names.ts'
import { anySpelling } from './spellings.ts'

/** What stands in place of a secret. */
export const mask = '***'

/**
 * A text (URL, value of a header field, body, note) as it may be stored, logged or shown: whoever reads it can neither
 * authenticate nor use a pre-signed URL. Secrets are known by their names, however those are spelled, and signatures
 * also by their shape. Where it is not clear how far a secret goes, more is masked rather than less.
 */
export function maskText(text: string): string {
  if (text.length < 64 && !marks.test(text)) return text
  // What nearly every text with a secret has is a URL that the mock has made; that needs no slow look.
  const masked = text.replace(issuedSignature, maskedSignature)
  return mayHoldSecret(masked) ? maskThoroughly(masked) : masked
}

/** The beginning of a longer text: what was cut in its middle has lost its shape, but is as long as it is. */
export function maskBeginning(text: string): string {
  return maskText(text).replace(/[0-9a-f]{16,}$/i, mask)
}

/** The value of a header field. An empty one stays, since it is no secret and often the mistake. */
export function maskField(name: string, value: string): string {
  if (!isSecretName(name)) return maskText(value)
  return value === '' ? '' : mask
}

/** @param rawHeaders name, value, name, value; the same array is answered where nothing in it is secret */
export function maskRawHeaders(rawHeaders: readonly string[]): readonly string[] {
  let masked: string[] | undefined
  for (let i = 1; i < rawHeaders.length; i += 2) {
    const value = maskField(rawHeaders[i - 1]!, rawHeaders[i]!)
    if (value === rawHeaders[i]) continue
    masked ??= [...rawHeaders]
    masked[i] = value
  }
  return masked ?? rawHeaders
}

/** Those are worth remembering. */
const longValue = 63

/**
 * The same for fields by name; numbers are never secret.
 * @param known remembers long values, which are often the same
 */
export function maskHeaders<Value extends string | number>(
  headers: Readonly<Record<string, Value>>,
  known: { masked(text: string): string } = { masked: maskText },
): Readonly<Record<string, Value | string>> {
  let masked: Record<string, Value | string> | undefined
  for (const name in headers) {
    const value = headers[name]!
    if (typeof value !== 'string') continue
    const shown = value.length > longValue && !isSecretName(name) ? known.masked(value) : maskField(name, value)
    if (shown === value) continue
    masked ??= { ...headers }
    masked[name] = shown
  }
  return masked ?? headers
}

const issuedSignature = /X-Amz-Signature=[^&\s"<>\\]*/g
const maskedSignature = `X-Amz-Signature=${mask}`

/** Without one of these, a text has no name and value, nor anything that is encoded. */
const marks = /[=:%<>@\\]/

type Spell = (character: string) => string

/** Of JSON, escapes and all; of a string inside of another, all that the outer one still holds. */
const restOfString = '(?:\\\\[^]|[^"\\\\])+'

/**
 * What follows a name that says it is secret. Each rule keeps its first group and masks the rest; none goes over a part
 * of a text more often than a few times.
 */
function rulesFor(spell: Spell): { readonly names: RegExp; readonly rules: readonly RegExp[] } {
  const name = secretNames(spell)
  const quote = `(?:\\\\*"|${spell('"')})`
  const [equals, colon] = [spell('='), spell(':')]
  const rules = [
    // secret="…", as some header fields have it
    `(${name}\\s*${equals}\\s*\\\\*")${restOfString}`,
    // secret=…, in a query or a form; perhaps in a URL that is a parameter of another
    `(${name}\\s*${equals})(?!\\s*\\\\*")\\s*(?:[^&\\s"<>\\\\%]|%(?!(?:25)*26))+`,
    // "secret": "…", in JSON and in JSON inside of JSON
    `(${name}${quote}\\s*${colon}\\s*\\\\*")${restOfString}`,
    // "secret": …, where it is no string; also JSON in a query
    `(${name}${quote}\\s*${colon})(?!\\s*\\\\*")\\s*(?:[[{][^]*|[^\\s,&"<>}\\]]+)`,
    // Secret: …, as a line of a header
    `(${name}[^\\S\\r\\n]*${colon})[^\\r\\n<]+`,
    // <SignatureProvided>…
    `(${name}(?:provided)?>(?<=<[\\w:.-]*>))[^<]+`,
  ]
  return { names: new RegExp(name, 'i'), rules: rules.map((rule) => new RegExp(rule, 'gi')) }
}

const spelledOut = rulesFor((character) => character)
const spelledAnyhow = rulesFor(anySpelling)

const slash = `\\\\?${anySpelling('/')}`
const shapes: readonly RegExp[] = [
  // http://user:password@host
  `(${slash}${slash})(?:(?!${slash})[^\\s@"<>?#])+?(?=${anySpelling('@')})`,
  // A signature, wherever it stands: 32 bytes in hexadecimal digits
  '((?<![0-9a-f]))[0-9a-f]{64,}',
].map((shape) => new RegExp(shape, 'gi'))

function maskThoroughly(text: string): string {
  const { names, rules } = hasEscape(text) ? spelledAnyhow : spelledOut
  return replaceAll(names.test(text) ? replaceAll(text, rules) : text, shapes)
}

function replaceAll(text: string, rules: readonly RegExp[]): string {
  return rules.reduce((rest, rule) => rest.replace(rule, `$1${mask}`), text)
}

/** Looks before anything is replaced, by what is quick to find. It may be wrong in one direction only. */
function mayHoldSecret(text: string): boolean {
  return (
    namesSecret(text, '=') ||
    namesSecret(text, ':') ||
    hasEscape(text) ||
    hasHexRun(text) ||
    text.includes('<') ||
    text.includes('@')
  )
}

function namesSecret(text: string, separator: '=' | ':'): boolean {
  for (let at = text.indexOf(separator); at !== -1; at = text.indexOf(separator, at + 1)) {
    let end = at
    while (isPadding(text.charCodeAt(end - 1))) end--
    if (!canEndSecretName(text.charCodeAt(end - 1)) || isMasked(text, at + 1)) continue
    if (isSecretName(text.slice(Math.max(0, end - longestWord), end))) return true
  }
  return false
}

/** Between a key of JSON and its colon: blanks and the quote. */
function isPadding(charCode: number): boolean {
  return charCode <= 0x20 || charCode === 0x22
}

/** What stands there is what `issuedSignature` has left. */
function isMasked(text: string, at: number): boolean {
  if (!text.startsWith(mask, at)) return false
  const end = at + mask.length
  return end === text.length || '&"<>\\ \t\r\n'.includes(text[end]!)
}

/** A slash is encoded in every URL that the mock makes; what else is encoded may be a part of a name. */
function hasEscape(text: string): boolean {
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at + 1)) {
    if (text.charCodeAt(at + 1) !== 0x32 || text.charCodeAt(at + 2) !== 0x46) return true
  }
  return text.includes('\\')
}

/** 64 hexadecimal digits in a row cover one of each 64 characters, so only those need a look. */
function hasHexRun(text: string): boolean {
  for (let at = 63; at < text.length; at += 64) {
    let end = at
    while (isHexDigit(text.charCodeAt(end))) end++
    let start = at
    while (isHexDigit(text.charCodeAt(start - 1))) start--
    if (end - start >= 64) return true
  }
  return false
}

function isHexDigit(charCode: number): boolean {
  return (charCode >= 0x30 && charCode <= 0x39) || ((charCode | 0x20) >= 0x61 && (charCode | 0x20) <= 0x66)
}
