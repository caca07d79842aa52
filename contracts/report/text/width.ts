/** How many columns of a terminal a text takes: two for wide East Asian characters and emoji, none for combining marks. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += widthOf(character)
  return columns
}

/** The text in so many columns at most, cut in the middle where it is longer. */
export function cutToColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  const characters = [...text]
  const head = takeColumns(characters, Math.ceil((columns - 1) / 2))
  const tail = takeColumns(characters.toReversed(), Math.floor((columns - 1) / 2)).toReversed()
  return `${head.join('')}…${tail.join('')}`
}

/** Fills a text up with blanks. */
export function padToColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** Lines of so many columns at most. Breaks at blanks; inside a word only where the word alone is longer than a line. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((long) => pieces(long, columns))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (columnsOf(longer) <= columns) {
      line = longer
      continue
    }
    lines.push(line.trimEnd())
    line = word
  }
  return [...lines, line.trimEnd()]
}

function pieces(word: string, columns: number): readonly string[] {
  if (columnsOf(word) <= columns) return [word]
  const found: string[] = []
  let rest: readonly string[] = [...word]
  while (rest.length > 0) {
    const piece = takeColumns(rest, Math.max(columns, 2)) // 2: a wide character must fit, or it would not end
    found.push(piece.join(''))
    rest = rest.slice(piece.length)
  }
  return found
}

function takeColumns(characters: readonly string[], columns: number): readonly string[] {
  let width = 0
  const end = characters.findIndex((character) => {
    width += widthOf(character)
    return width > columns
  })
  return end === -1 ? characters : characters.slice(0, end)
}

function widthOf(character: string): number {
  if (character <= '~') return 1
  if (/^\p{M}$/u.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** The blocks of Unicode's East Asian Width W and F, roughly: Hangul, CJK, kana, fullwidth forms, emoji. */
const wide =
  /^(?:[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation})$/u
