import { describe, expect, test } from 'vitest'
import { columnsOf } from '../../../contracts/report/text/width.ts'
import type { Event, Timed } from '../../../server/cli/demo/event.ts'
import { firstRowsLines } from '../../../server/cli/demo/first-rows.ts'
import { liveLines } from '../../../server/cli/demo/lane.ts'
import { terminalView } from '../../../server/cli/demo/terminal-view.ts'
import { plainView } from '../../../server/cli/demo/text-view.ts'
import { Screen } from '../../support/terminal.ts'

const called: Event = { kind: 'called', status: 200, pollingUrl: 'http://x/p', url: 'http://x/u' }
const waiting = (ms: number, why = 'not ready'): Event => ({ kind: 'waiting', ms, why })
const polled = (count: number, status: number): Event => ({ kind: 'polled', count, status })
const downloading = (received: number, of: number | null): Event => ({ kind: 'downloading', received, of })

/** An export that is ready at the third poll, with a hitch before that. */
const told: readonly Timed[] = [
  { event: called, atMs: 10 },
  { event: polled(1, 404), atMs: 20 },
  { event: waiting(1000), atMs: 20 },
  { event: polled(2, 404), atMs: 1030 },
  { event: waiting(1500), atMs: 1030 },
  { event: waiting(2000, 'answered 503'), atMs: 2540 },
  { event: polled(3, 200), atMs: 4550 },
  { event: downloading(1_500_000, 3_000_000), atMs: 5550 },
]

describe('while it goes on', () => {
  test.each<[string, number, number, readonly [string, string]]>([
    ['nothing has come', 0, 0, ['  ', '  ⠋ asks for an export']],
    ['it polls', 1, 120, ['  ▸', '  ⠙ polls']],
    ['it waits', 3, 520, ['  ▸○─ 0.5 s ─', '  ⠴ 0.5 s until it tries again: not ready']],
    ['the wait is over', 3, 1020, ['  ▸○─ 1.0 s ─', '  ⠋ waits for an answer']],
    ['it tries again', 6, 2840, ['  ▸○─ 1.0 s ─○─ 1.5 s ──!─ 0.3 s ─', '  ⠇ 1.7 s until it tries again: answered 503']],
    ['it is ready', 7, 4560, ['  ▸○─ 1.0 s ─○─ 1.5 s ──!─ 2.0 s ─●', '  ⠴ downloads']],
  ])('%s', (_, steps, nowMs, lines) => {
    expect(liveLines(told.slice(0, steps), nowMs, 80)).toEqual(lines)
  })

  test('a bar tells how much of the file has come, and how fast', () => {
    const [lane, activity] = liveLines(told, 5550, 80)
    expect(lane).toMatch(/●↓$/)
    expect(activity).toBe('  ⠴ ███████████████░░░░░░░░░░░░░░░  50 %  1.5 MB of 3.0 MB, 1.5 MB/s')
  })

  test('there is no bar where its end is not known, or no room for it', () => {
    const open = [...told.slice(0, -1), { event: downloading(700, null), atMs: 5550 }]
    expect(liveLines(open, 5550, 80)[1]).toBe('  ⠴ 700 B, 700 B/s')
    expect(liveLines(told, 5550, 40)[1]).toBe('  ⠴ 1.5 MB of 3.0 MB, 1.5 MB/s')
  })

  test.each([20, 30, 40, 60, 200])('no line is longer than a terminal of %i columns', (columns) => {
    const long = Array.from({ length: 40 }, (_, i) =>
      told.map(({ event, atMs }) => ({ event, atMs: atMs + i * 6000 })),
    ).flat()
    for (let steps = 0; steps <= long.length; steps += 7) {
      const lines = liveLines(long.slice(0, steps), steps * 700, columns)
      expect(lines.filter((line) => columnsOf(line) > columns)).toEqual([])
    }
    expect(liveLines(long, 1e6, 40)[0]).toMatch(/^ {2}….*●↓$/)
  })
})

describe('the first rows', () => {
  const opening = { header: ['Name', 'Value', 'Label'], rows: [['a', 'b', 'c']], note: null }

  test('are a table of as many columns as fit', () => {
    expect(firstRowsLines(opening, 40)).toEqual(['Name  Value  Label', 'a     b      c'])
    expect(firstRowsLines(opening, 14)).toEqual(['Name  Value', 'a     b', 'and 1 more of its 3 columns'])
  })

  test('count wide characters twice', () => {
    const wide = { ...opening, rows: [['東京', '大阪大阪', 'c']] }
    expect(firstRowsLines(wide, 20)).toEqual(['Name  Value', '東京  大阪大阪', 'and 1 more of its 3 columns'])
    expect(firstRowsLines(wide, 21)).toEqual(['Name  Value     Label', '東京  大阪大阪  c'])
  })

  test('cannot control the terminal, nor go beyond a line', () => {
    const hostile = { ...opening, rows: [['\u001b[2J\n\u202e', `=${'x'.repeat(70_000)}`, '\r']] }
    const lines = firstRowsLines(hostile, 60)
    expect(lines.join('\n')).not.toMatch(/[^\P{C}\n]/u)
    expect(lines[1]).toMatch(/^\\u001b\[2J\\n\\u202e {2}=x+….*x {2}\\r$/)
    expect(lines.every((line) => columnsOf(line) <= 60)).toBe(true)
  })

  test('of an empty file are none, and what is wrong is said', () => {
    expect(firstRowsLines({ ...opening, rows: [] }, 40)).toEqual(['Name  Value  Label', 'no rows'])
    expect(firstRowsLines({ header: [], rows: [], note: 'Received HTML.' }, 40)).toEqual(['no rows', 'Received HTML.'])
  })
})

const beginning = { baseUrl: 'http://127.0.0.1:4610', dataset: 'rows', scenario: null, speed: 1, notes: [] }

test('in a terminal, what has happened stays and the timeline below is drawn anew', () => {
  const terminal = new Screen(true, 60)
  let now = 0
  const view = terminalView(terminal, () => now)
  view.begin(beginning)
  for (const { event, atMs } of told.slice(0, 3)) {
    now = atMs
    view.tell({ event, atMs })
  }
  view.end()
  expect(screenOf(terminal.text)).toEqual([
    'A good client downloads rows from http://127.0.0.1:4610',
    '',
    '   0.01 s  ▸ POST: 200, two URLs',
    '   0.02 s  ○ poll 1: 404, not ready',
    '',
  ])
  expect(terminal.text).toContain('  ▸○─ 0.0 s ─\n')
  expect(terminal.text.endsWith('\u001b[?25h')).toBe(true)
})

/** What is to be seen in the end: a terminal as far as it is used. */
function screenOf(text: string): readonly string[] {
  const lines = ['']
  for (const part of text.replaceAll('\r', '').split('\u001b')) {
    const [, parameters = '', command, rest = ''] = /^\[(\??\d*)([A-Za-z])(.*)$/s.exec(part) ?? ['', '', '', part]
    if (command === 'A') lines.splice(-1 - Number(parameters), Number.POSITIVE_INFINITY, '')
    for (const [at, line] of rest.split('\n').entries()) {
      if (at === 0) lines[lines.length - 1] += line
      else lines.push(line)
    }
  }
  return lines
}

test('a download tells of itself once a second at the most where lines stay', () => {
  const screen = new Screen()
  let now = 0
  const view = plainView(screen, () => now)
  for (now = 0; now < 3000; now += 100) view.tell({ event: downloading(now * 1000, 3_000_000), atMs: now })
  expect(screen.text.split('\n')).toEqual([
    '   0.00 s  ↓ 0 B of 3.0 MB',
    '   1.00 s  ↓ 1.0 MB of 3.0 MB',
    '   2.00 s  ↓ 2.0 MB of 3.0 MB',
    '',
  ])
})
