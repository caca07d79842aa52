import type { Report } from '../../../contracts/contract.ts'
import { sentence } from '../../../contracts/report/finding-text.ts'
import { wrap } from '../../../contracts/report/text/width.ts'
import { version } from '../../version.ts'
import type { Event, Timed, Tone, Wording } from './event.ts'
import { firstRowsLines } from './first-rows.ts'
import type { Beginning, View } from './view.ts'
import { lineOf, wordingOf } from './wording.ts'

/** How the text comes to whoever reads it. */
export interface Look {
  /** In columns. */
  readonly width: number
  readonly colour: boolean
  readonly paint: (tone: Tone | 'title', text: string) => string
}

/** Without colours. */
export const plainLook: Look = { width: 80, colour: false, paint: (_tone, text) => text }

/** Of the progress of a download, that often is enough for lines that stay. Milliseconds. */
const progressMs = 1000

/** A line an event, for logs and for whoever pipes it on; no control characters. */
export function plainView(stdout: NodeJS.WritableStream, now: () => number = () => performance.now()): View {
  const write = (lines: readonly string[]) => void stdout.write(lines.map((line) => `${line}\n`).join(''))
  const told: Timed[] = []
  let progressAt = Number.NEGATIVE_INFINITY
  return {
    begin: (beginning) => write(beginningLines(beginning, { ...plainLook, width: Number.POSITIVE_INFINITY })),
    tell(timed) {
      const { event, atMs } = timed
      const isProgress = event.kind === 'downloading'
      if (isProgress && now() - progressAt < progressMs) return
      if (isProgress) progressAt = now()
      write([lineOf(wordingOf(timed, told), atMs)])
      remember(told, timed)
    },
    showRows: (opening, rowCount) =>
      write(['', rowsTitle(rowCount, opening.rows.length), ...firstRowsLines(opening, plainLook.width)]),
    showReport: async (report) => write(await reportLines(report, plainLook)),
    suggest: (commands) => write(suggestionLines(commands)),
    end: () => undefined,
  }
}

/** Of a download, only how far it has come is worth keeping. */
export function remember(told: Timed[], timed: Timed): void {
  const isSame = ({ kind }: Event) => kind === 'downloading' && timed.event.kind === kind
  const last = told.at(-1)
  if (last !== undefined && isSame(last.event)) told.pop()
  told.push(timed)
}

export function beginningLines({ baseUrl, dataset, scenario, speed, notes }: Beginning, look: Look): readonly string[] {
  const of = scenario === null ? '' : `, scenario ${scenario}`
  const pace = speed === 1 ? '' : `, ${speed} times as fast`
  const title = sentence(`A good client downloads ${dataset} from ${baseUrl}${of}${pace}`)
  return [
    ...wrap(title, look.width).map((line) => look.paint('title', line)),
    ...notes.flatMap((note) => wrap(sentence(note), look.width)),
    '',
  ]
}

export function rowsTitle(rowCount: number, shown: number): string {
  const rows = rowCount === 1 ? '1 row' : `${rowCount.toLocaleString('en-US')} rows`
  return rowCount > shown ? `${rows}, of which the first:` : `${rows}:`
}

export function paintedLine(wording: Wording, atMs: number, { paint }: Look): string {
  return paint(wording.tone, lineOf(wording, atMs))
}

export async function reportLines(report: Report | undefined, { width, colour }: Look): Promise<readonly string[]> {
  if (report === undefined)
    return ['', 'There is no judge at this base URL: only a mock says what it thinks of its client.']
  const { reportFormats } = await import('../../../contracts/judges.ts')
  const run = { tool: { name: 'balkanid-mock', version }, reports: [report] }
  return ['', ...reportFormats.console.render(run, { colour, width }).trimEnd().split('\n')]
}

export function suggestionLines(commands: readonly (readonly [command: string, purpose: string])[]): readonly string[] {
  return ['', 'What to do next:', ...commands.flatMap(([command, purpose]) => [`  ${command}`, `      ${purpose}`])]
}
