import { printable } from './printable.ts'
import { webAddress } from './web-address.ts'

/**
 * Any text as GitHub-flavoured Markdown that shows just this text, on one line, also in a table cell and inside HTML.
 * Punctuation that could make markup, a link, a mention or an emoji becomes a character reference, which is never read as
 * markup.
 * @source https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 */
export function literal(text: string): string {
  return printable(text).replace(markup, (character) => `&#${character.charCodeAt(0)};`)
}

/** The same in the type of code, which is also what keeps GitHub from reading mentions and issue numbers in it. */
export function code(text: string): string {
  return text === '' ? '<em>empty</em>' : `<code>${literal(text)}</code>`
}

/** A link where the text is an address of the web, else the text. */
export function linked(text: string): string {
  const address = webAddress(text)
  return address === undefined ? literal(text) : `[${literal(text)}](<${address.replaceAll('&', '&amp;')}>)`
}

/** A table row, of cells that are Markdown already. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** A table, of cells that are Markdown already, as lines. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [tableRow(columns), tableRow(columns.map(() => '---')), ...rows.map(tableRow)]
}

/**
 * What would make a heading, a list or code of the beginning of a line; what can end the cell of a table; and what begins or
 * ends any inline markup, `www.` and `name:` among it, which GitHub makes links and emoji of.
 */
const markup = /^[ =+-]|(?<=^\d{1,9})[.)]|(?<=w)\.|:(?!\s|$)|[#$&*<>@[\\\]^_`{|}~]/gi
