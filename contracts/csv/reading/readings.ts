import { backslash, closesJson, lineFeedsIn, opensJson, quote } from './characters.ts'
import type { Lookahead } from './lookahead.ts'
import { endsLine, isDelimiter, type Source } from './source.ts'

/** What was done to the quotes of a damaged cell; each is a rule of its own. */
export type QuotingFlaw = 'backslash-escape' | 'unescaped-json' | 'collapsed-quotes' | 'stray-quote' | 'unclosed-quote'

/** A cell that RFC 4180 cannot read. */
export interface DamagedCell extends Source {
  /** Where it begins, an opening quote included. */
  readonly rawStart: number
  /** The quotation mark that stands where none may; the end of the file where an opening one is never closed. */
  readonly damagedAt: number
  /** Of the whole file. */
  readonly lookahead: Lookahead
}

/** One explanation of a damaged cell. */
export interface Reading {
  readonly flawOf: (cell: DamagedCell) => QuotingFlaw
  /** Whether it also takes cells that begin with a bracket but need no quotes, for the commas in them. */
  readonly takesBrackets: boolean
  /** Index of the comma or line end behind the cell; `damaged` where this does not explain it. */
  readonly endOf: (cell: DamagedCell) => number | 'damaged' | 'incomplete'
}

type End = ReturnType<Reading['endOf']>

/** A reading looks no further than so many bytes for the end of a cell. */
const reach = 65_536

/** `"say \"no\""`: a backslash before each quotation mark in place of another one. */
const backslashEscape: Reading = {
  flawOf: () => 'backslash-escape',
  takesBrackets: false,
  endOf(cell) {
    const { bytes, end, rawStart, damagedAt } = cell
    if (damagedAt >= end || bytes[damagedAt - 1] !== backslash) return 'damaged'
    if (bytes[rawStart] !== quote) return nextDelimiter(cell, damagedAt)
    for (let at = rawStart + 1; ; at++) {
      if (at >= end) return outOfBytes(cell)
      if (at - rawStart > reach) return 'damaged'
      if (bytes[at] === backslash) at++
      else if (bytes[at] === quote) return closingAt(cell, at)
    }
  },
}

/** `{"a":1,"b":""}` without quotes around it, or in quotes but with its own left single. */
export const unescapedJson: Reading = {
  flawOf: () => 'unescaped-json',
  takesBrackets: true,
  endOf(cell) {
    const { bytes, rawStart } = cell
    if (opensJson(bytes[rawStart])) {
      const inStrings = endOfJson(cell, rawStart, true)
      const to = inStrings === 'damaged' ? endOfJson(cell, rawStart, false) : inStrings
      return typeof to === 'number' ? delimiterAt(cell, to) : to
    }
    if (bytes[rawStart] !== quote || !opensJson(bytes[rawStart + 1])) return 'damaged'
    const to = endOfJson(cell, rawStart + 1, true)
    if (typeof to !== 'number') return to
    // Without two in a row it looks just as if the doubled ones had been collapsed, and that is what is documented.
    return bytes.subarray(rawStart, to).includes('""') ? closingAt(cell, to) : 'damaged'
  },
}

/**
 * `"{"a":"}"`: in quotes, each run of quotation marks inside written as a single one.
 * @param inPairs whether those inside are taken to come in pairs, as in `"a, "b", c"`
 */
const collapsedQuotes = (inPairs: boolean): Reading => ({
  flawOf: () => 'collapsed-quotes',
  takesBrackets: false,
  endOf(cell) {
    const { bytes, end, rawStart, damagedAt, lookahead } = cell
    if (bytes[rawStart] !== quote || damagedAt >= end) return 'damaged'
    if (opensJson(bytes[rawStart + 1])) {
      const to = endOfJson(cell, rawStart + 1, false)
      const closing = typeof to === 'number' ? closingAt(cell, to) : to
      if (closing !== 'damaged') return closing
      if (typeof to === 'number') lookahead.lose(to - rawStart)
    }
    let inside = 0
    for (let at = rawStart + 1; ; at++) {
      if (at >= end) return outOfBytes(cell)
      if (endsLine(cell, at) || at - rawStart > reach) return 'damaged'
      if (bytes[at] !== quote) continue
      const closing = inPairs && inside % 2 === 1 ? 'damaged' : closingAt(cell, at)
      if (closing !== 'damaged') return closing
      inside++
    }
  },
})

/** `5" disk` or `"5" disk`: a quotation mark that quotes nothing. */
const strayQuote: Reading = {
  flawOf: () => 'stray-quote',
  takesBrackets: false,
  endOf: (cell) => (spansLines(cell) ? 'damaged' : nextDelimiter(cell, cell.damagedAt + 1)),
}

/** `"never closed`: an opening quote without its closing one. */
export const unclosedQuote: Reading = {
  flawOf: () => 'unclosed-quote',
  takesBrackets: false,
  endOf: (cell) => (cell.bytes[cell.rawStart] === quote ? nextDelimiter(cell, cell.rawStart + 1) : 'damaged'),
}

/** In the order in which they are preferred, where several explain a record equally well. */
export const readings: readonly Reading[] = [
  backslashEscape,
  unescapedJson,
  collapsedQuotes(true),
  collapsedQuotes(false),
  strayQuote,
  unclosedQuote,
]

/** What to go by where no reading fits: the damage ends with the cell, or at the latest with the line. */
export const lastResort: Reading = {
  takesBrackets: false,
  flawOf(cell) {
    if (spansLines(cell)) return 'unclosed-quote'
    return cell.bytes[cell.damagedAt - 1] === backslash ? 'backslash-escape' : 'stray-quote'
  },
  endOf: (cell) => nextDelimiter(cell, 1 + (spansLines(cell) ? cell.rawStart : cell.damagedAt)),
}

/** Whether the strict reading ran over the end of a line, or of the file, before it met with the damage. */
function spansLines({ bytes, end, rawStart, damagedAt }: DamagedCell): boolean {
  return damagedAt >= end || lineFeedsIn(bytes, rawStart, damagedAt) > 0
}

/** Behind the JSON that begins at `from`, all on one line. Looking for it in vain is counted. */
function endOfJson(cell: DamagedCell, from: number, knowsStrings: boolean): End {
  const { bytes, end, isLast, lookahead } = cell
  if (lookahead.isSpent) return 'damaged'
  let depth = 0
  let inString = false
  for (let at = from; ; at++) {
    if (at >= end && !isLast) return 'incomplete'
    if (at >= end || endsLine(cell, at) || at - from > reach) {
      lookahead.lose(at - from)
      return 'damaged'
    }
    const byte = bytes[at]
    if (inString) {
      if (byte === backslash && isEscapable(bytes[at + 1])) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = knowsStrings
    else if (opensJson(byte)) depth++
    else if (closesJson(byte) && --depth === 0) return at + 1
  }
}

/** What a backslash before it makes a part of a string; all else is one anyway. */
function isEscapable(byte: number | undefined): boolean {
  return byte === quote || byte === backslash
}

/** Behind the quotation mark at `at`, if it can close the cell. */
function closingAt(cell: DamagedCell, at: number): End {
  if (at >= cell.end) return outOfBytes(cell)
  return cell.bytes[at] === quote ? delimiterAt(cell, at + 1) : 'damaged'
}

/** `at`, if a comma or a line end stands there. */
function delimiterAt(cell: DamagedCell, at: number): End {
  const answer = isDelimiter(cell, at)
  if (answer === 'yes') return at
  return answer === 'no' ? 'damaged' : 'incomplete'
}

function nextDelimiter(cell: DamagedCell, from: number): End {
  for (let at = from; ; at++) {
    const delimiter = delimiterAt(cell, at)
    if (delimiter !== 'damaged') return delimiter
  }
}

/** No more bytes: at the end of the file, that nothing closes the cell. */
function outOfBytes({ isLast }: Source): End {
  return isLast ? 'damaged' : 'incomplete'
}
