/** So many characters of a cell are shown. */
const mostShown = 80

/** A text as messages quote it: on one line, control characters escaped, long ones shortened. */
export function show(text: string): string {
  const characters = text.length > 4 * mostShown ? text.slice(0, 4 * mostShown) : text
  const shown = [...characters].slice(0, mostShown).join('')
  const rest = text.length - shown.length
  return rest === 0 ? quoted(shown) : `${quoted(shown)} and ${rest} more characters`
}

/** What stands around a place, of which `before` comes before it. */
export function showAround(bytes: Uint8Array, at: number, from: number, to: number): string {
  const start = Math.max(from, at - 30)
  const end = Math.min(to, at + 30)
  const text = Buffer.from(bytes.subarray(start, end))
    .toString('utf8')
    .replace(/^�+|�+$/g, '')
  return `${start > from ? '…' : ''}${quoted(text)}${end < to ? '…' : ''}`
}

function quoted(text: string): string {
  // JSON escapes C0 controls; the others that act on a terminal are escaped alike.
  const safe = (character: string) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, safe)
}
