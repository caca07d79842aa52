/**
 * A character as a client may have spelled it: as itself, percent-encoded once or more often (as in a URL that is a
 * parameter of another), or escaped as JSON allows.
 * @returns the source of a regular expression, for the flag `i`
 */
export function anySpelling(character: string): string {
  const codes = [character.toLowerCase(), character.toUpperCase()].map(hexCode).join('|')
  return `(?:${character}|%(?:25)*(?:${codes})|\\\\u00(?:${codes}))`
}

/** @param character of ASCII, and none that means something in a regular expression */
function hexCode(character: string): string {
  return character.charCodeAt(0).toString(16)
}
