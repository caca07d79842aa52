import { styleText } from 'node:util'
import { cutToColumns } from '../../../contracts/report/text/width.ts'
import { widthFor } from '../wrap.ts'
import type { Timed, Tone } from './event.ts'
import { firstRowsLines } from './first-rows.ts'
import { liveLines } from './lane.ts'
import { LiveBlock } from './live-block.ts'
import {
  beginningLines,
  type Look,
  paintedLine,
  remember,
  reportLines,
  rowsTitle,
  suggestionLines,
} from './text-view.ts'
import type { View } from './view.ts'
import { wordingOf } from './wording.ts'

const redrawMs = 100
const usualColumns = 80

/**
 * What has happened stays, a line an event; below it the timeline grows.
 * @param nowMs by the client's clock, since it began
 */
export function terminalView(terminal: NodeJS.WritableStream, nowMs: () => number): View {
  const block = new LiveBlock(terminal)
  const told: Timed[] = []
  const look: Look = { width: widthFor(terminal), colour: true, paint: painted }
  let drawnAt = Number.NEGATIVE_INFINITY
  const live = () => {
    const [lane, activity] = liveLines(told, nowMs(), columnsFor(terminal))
    drawnAt = performance.now()
    return ['', lane, painted('pending', activity)]
  }
  const write = (lines: readonly string[]) => void terminal.write(lines.map((line) => `${line}\n`).join(''))
  let timer: NodeJS.Timeout | undefined
  const stop = () => {
    clearInterval(timer)
    block.end()
  }
  return {
    begin(beginning) {
      write(beginningLines(beginning, look))
      block.draw([], live())
      timer = setInterval(() => block.draw([], live()), redrawMs)
    },
    tell(timed) {
      const { event, atMs } = timed
      const wording = wordingOf(timed, told)
      remember(told, timed)
      if (event.kind === 'downloading') {
        if (performance.now() - drawnAt >= redrawMs) block.draw([], live())
        return
      }
      // How long it waits is seen in the timeline, and why is worth a line only where something went wrong.
      const isLasting = event.kind !== 'waiting' || wording.tone === 'bad'
      const text = cutToColumns(wording.text, columnsFor(terminal) - 13)
      block.draw(isLasting ? [paintedLine({ ...wording, text }, atMs, look)] : [], live())
      if (event.kind !== 'downloaded' && event.kind !== 'failed') return
      const [lane] = liveLines(told, atMs, columnsFor(terminal))
      stop()
      write(['', lane])
    },
    showRows(opening, rowCount) {
      write([
        '',
        look.paint('title', rowsTitle(rowCount, opening.rows.length)),
        ...firstRowsLines(opening, columnsFor(terminal)),
      ])
    },
    showReport: async (report) => write(await reportLines(report, look)),
    suggest: (commands) => write(suggestionLines(commands)),
    end: stop,
  }
}

/** One less than there are: at the last one, some terminals go on to the next line by themselves. */
function columnsFor(terminal: NodeJS.WritableStream): number {
  const { columns } = terminal as Partial<{ columns: number }>
  return Math.max(20, (columns || usualColumns) - 1)
}

/** `validateStream` is off, as it asks the environment for what is known here already. */
function painted(tone: Tone | 'title', text: string): string {
  const style = styles[tone]
  return style === undefined ? text : styleText(style, text, { validateStream: false })
}

const styles = { good: 'green', bad: 'red', pending: 'dim', plain: undefined, title: 'bold' } as const
