import { columnsOf, cutToColumns } from '../../../contracts/report/text/width.ts'
import type { Timed } from './event.ts'
import { downloadBegan, wordingOf } from './wording.ts'
import { secondsText, transferText } from './words.ts'

/**
 * What is drawn anew while the client goes on: its timeline on one line, and what it is about on another.
 * @param told all that has happened
 * @param nowMs by the client's clock, since it began
 * @param columns that a line may take
 */
export function liveLines(told: readonly Timed[], nowMs: number, columns: number): readonly [string, string] {
  return [timeline(told, nowMs, columns), activity(told, nowMs, columns)]
}

/** `▸ ○─ 1.0 s ─○─ 1.5 s ─●↓`; where it is too long, its beginning is left out. */
export function timeline(told: readonly Timed[], nowMs: number, columns: number): string {
  const marks = told.flatMap((timed, at) => {
    const { event, atMs } = timed
    const isDrawnBefore = event.kind === 'downloading' && told[at - 1]?.event.kind === 'downloading'
    if (isDrawnBefore) return []
    const { mark } = wordingOf(timed, told.slice(0, at))
    if (event.kind !== 'waiting') return [mark]
    const isOver = at < told.length - 1
    const gap = `─ ${secondsText(isOver ? event.ms : Math.min(event.ms, nowMs - atMs))} ─`
    return [event.why === 'not ready' ? gap : `─${mark}${gap}`]
  })
  const room = columns - indent.length
  let shown = marks
  while (shown.length > 1 && columnsOf(lead(marks, shown) + shown.join('')) > room) shown = shown.slice(1)
  return indent + cutToColumns(lead(marks, shown) + shown.join(''), room)
}

const indent = '  '

function lead(all: readonly string[], shown: readonly string[]): string {
  return shown.length < all.length ? '…' : ''
}

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
const frameMs = 100

function activity(told: readonly Timed[], nowMs: number, columns: number): string {
  const frame = frames[Math.floor(nowMs / frameMs) % frames.length]!
  return cutToColumns(`${indent}${frame} ${doing(told, nowMs, columns - indent.length - 2)}`, columns)
}

function doing(told: readonly Timed[], nowMs: number, columns: number): string {
  const last = told.at(-1)
  if (last === undefined) return 'asks for an export'
  const { event, atMs } = last
  switch (event.kind) {
    case 'waiting': {
      const leftMs = atMs + event.ms - nowMs
      return leftMs <= 0 ? 'waits for an answer' : `${secondsText(leftMs)} until it tries again: ${event.why}`
    }
    case 'called':
      return 'polls'
    case 'polled':
      return event.status === 200 ? 'downloads' : 'polls'
    case 'downloading': {
      const text = transferText(event.received, event.of, nowMs - downloadBegan(told, nowMs))
      return withBar(text, event, columns)
    }
    case 'anew':
      return 'asks for another export'
    case 'downloaded':
    case 'failed':
      return 'is done'
    default:
      return event satisfies never
  }
}

const longestBar = 30
const shortestBar = 8

/** Without a bar where there is no room for one, or it is not known how much is to come. */
function withBar(text: string, { received, of }: { received: number; of: number | null }, columns: number): string {
  const length = Math.min(longestBar, columns - columnsOf(text) - 9)
  if (of === null || length < shortestBar) return text
  const share = of === 0 ? 1 : Math.min(1, received / of)
  const full = Math.round(share * length)
  const percent = `${Math.floor(share * 100)}`.padStart(3)
  return `${'█'.repeat(full)}${'░'.repeat(length - full)} ${percent} %  ${text}`
}
