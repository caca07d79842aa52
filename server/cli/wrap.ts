import { isTerminal } from './io.ts'

/** Lines longer than that are hard to read, however wide a terminal is. */
const widest = 100
const narrowest = 40
/** Of whatever is no terminal. */
const usual = 80

/** How many columns a text for a stream should take. */
export function widthFor(stream: NodeJS.WritableStream): number {
  const { columns = usual } = stream as Partial<{ columns: number }>
  return isTerminal(stream) ? Math.min(widest, Math.max(narrowest, columns)) : usual
}

/** Lines of at most `width` columns with whole words: `lead` stands before the first, blanks as wide before the others. */
export function wrapped(text: string, width: number, lead = ''): string[] {
  const indent = ' '.repeat(lead.length)
  const lines: string[] = []
  let line = lead
  // What controls a terminal separates words, as a line break does.
  for (const word of text.split(/[\s\p{Cc}]+/u).filter((each) => each !== '')) {
    const isFirst = line.length === lead.length
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent + word
    } else line += isFirst ? word : ` ${word}`
  }
  return [...lines, line]
}
