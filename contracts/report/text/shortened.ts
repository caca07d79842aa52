/**
 * The beginning and the end of a long text, and how much of it is left out in the middle. Never cuts through a character
 * outside the basic plane, and nothing that is no longer than the mark that would tell of it.
 * @param maximum in UTF-16 code units, at least 2; what tells of the gap comes on top @default 240
 */
export function shortened(text: string, maximum = 240): string {
  if (text.length <= maximum) return text
  const head = text.slice(0, Math.ceil(maximum / 2)).replace(/[\uD800-\uDBFF]$/, '')
  const tail = text.slice(text.length - Math.floor(maximum / 2)).replace(/^[\uDC00-\uDFFF]/, '')
  const cut = `${head} […${text.length - head.length - tail.length} more…] ${tail}`
  return cut.length < text.length ? cut : text
}
