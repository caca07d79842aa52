import type { Table } from '../report/report.ts'
import { fieldOf, waitBetween } from './answers.ts'
import type { Timed } from './log.ts'
import { isSimulated } from './names.ts'

/** More would not be read. */
const mostRows = 12

/** `12:00:03.250`: an instant of a sandbox's clock as a table shows it, in UTC. */
export function clockTime(at: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return 'the end of time' // a client may be told to wait until then
  return date.toISOString().split('T')[1]!.slice(0, 12)
}

/** What a client has sent as a message shows it. */
export function shortened(text: string, most = 200): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** A duration as a sentence has it: `250 ms`, `2.5 s`, `15 min`. */
export function durationText(ms: number): string {
  if (Math.abs(ms) < 1000) return `${Math.round(ms)} ms`
  if (Math.abs(ms) < 120_000) return `${Math.round(ms / 100) / 10} s`
  return `${Math.round(ms / 6000) / 10} min`
}

/** `200`, `403 expired`, `200 reset, broken off`: what was answered, in few words, as a column is narrow. */
export function answerText({ exchange }: Timed): string {
  const { status, problem, fault, brokenOff } = exchange
  // A problem that a fault has made up says no more than the two that stand beside it.
  const why = [isSimulated(exchange) ? null : problem, fault, brokenOff ? 'broken off' : null]
  return [status ?? 'none', why.filter((each) => each !== null).join(', ')].join(' ').trimEnd()
}

/** `HEAD`, and `GET bytes=100-` with its range. */
export function requestText({ exchange }: Timed): string {
  const range = fieldOf(exchange.requestHeaders, 'range')
  return range === undefined ? exchange.method : `${exchange.method} ${shortened(range, 40)}`
}

/**
 * A row of exchanges as evidence.
 * @param what a column's name that says what they are: `poll`, `call`
 * @param expected what stands in the last column beside those that show the breach
 */
export function evidenceTable(
  what: string,
  series: readonly Timed[],
  expected: (timed: Timed, place: number) => string | undefined,
): Table {
  const marks = new Map<number, string>()
  for (let place = 0; place < series.length && marks.size < mostRows; place++) {
    const text = expected(series[place]!, place)
    if (text !== undefined) marks.set(place, text)
  }
  const row = (place: number) => {
    const timed = series[place]!
    const gap = place === 0 ? '' : durationText(waitBetween(series[place - 1]!, timed))
    const cells = [`${place + 1}`, clockTime(timed.at), gap, requestText(timed), answerText(timed)]
    return [...cells, marks.get(place) ?? '']
  }
  return { columns: [what, 'time', 'gap', 'sent', 'answer', 'expected'], rows: excerpt(series.length, marks, row) }
}

/** Rows of a table: all of a few; of many the first, the last, and those that are marked with what stands around them. */
export function excerpt(
  length: number,
  marks: { has(place: number): boolean; keys(): Iterable<number> },
  row: (place: number) => readonly string[],
): (readonly string[])[] {
  const places =
    length <= mostRows
      ? Array.from({ length }, (_, place) => place)
      : chosen(length, [...marks.keys()].slice(0, mostRows))
  const rows: (readonly string[])[] = []
  let shown = -1
  for (const place of places) {
    const left = place - shown - 1
    const cells = row(place)
    if (left > 0) rows.push(['…', `${left} left out`, ...cells.slice(2).map(() => '')])
    rows.push(cells)
    shown = place
  }
  return rows
}

/** Both ends, and from the marked ones outwards as much as there is room for. */
function chosen(length: number, marked: readonly number[]): readonly number[] {
  const places = new Set([0, length - 1])
  const add = (place: number) => void (place >= 0 && place < length && places.size < mostRows && places.add(place))
  const centres = marked.length === 0 ? [0] : marked
  for (const place of centres) {
    add(place)
    add(place - 1)
  }
  for (let distance = 1; places.size < mostRows; distance++) {
    for (const place of centres) {
      add(place + distance)
      add(place - distance - 1)
    }
  }
  return [...places].sort((a, b) => a - b)
}
