import { sentence } from '../../../contracts/report/finding-text.ts'
import type { Timed, Wording } from './event.ts'
import { secondsText, sizeText, transferText } from './words.ts'

/**
 * An event in words; foreign text in it is safe to print.
 * @param before what came before it
 */
export function wordingOf({ event, atMs }: Timed, before: readonly Timed[]): Wording {
  switch (event.kind) {
    case 'called':
      return { mark: '▸', text: `POST: ${event.status}, two URLs`, tone: 'plain' }
    case 'polled': {
      const last = event.count === 1 ? undefined : before.findLast((each) => each.event.kind === 'polled')
      const gap = last === undefined ? '' : `, ${secondsText(atMs - last.atMs)} after the last`
      return { ...pollWording(event.status), text: `${pollText(event.count, event.status)}${gap}` }
    }
    case 'waiting': {
      const isUsual = event.why === 'not ready'
      const text = `waits ${secondsText(event.ms)}: ${sentence(event.why)}`
      return { mark: isUsual ? '·' : '!', text, tone: isUsual ? 'pending' : 'bad' }
    }
    case 'downloading':
      return { mark: '↓', text: downloadText({ event, atMs }, before), tone: 'pending' }
    case 'anew':
      return { mark: '↻', text: `asks for another export: ${sentence(event.why)}`, tone: 'bad' }
    case 'downloaded':
      return { mark: '✓', text: `has the file, ${sizeText(event.size)}`, tone: 'good' }
    case 'failed':
      return { mark: '✗', text: `fails: ${sentence(event.why)}`, tone: 'bad' }
    default:
      return event satisfies never
  }
}

function pollWording(status: number): Omit<Wording, 'text'> {
  if (status === 200) return { mark: '●', tone: 'good' }
  return status === 404 ? { mark: '○', tone: 'pending' } : { mark: '✗', tone: 'bad' }
}

function pollText(count: number, status: number): string {
  const meaning: Readonly<Record<number, string>> = { 200: ', ready', 404: ', not ready' }
  return `poll ${count}: ${status}${meaning[status] ?? ''}`
}

function downloadText({ event, atMs }: Timed, before: readonly Timed[]): string {
  if (event.kind !== 'downloading') return ''
  return transferText(event.received, event.of, atMs - downloadBegan(before, atMs))
}

/** When the download began that is under way: with the poll, or the wait, before it. */
export function downloadBegan(before: readonly Timed[], atMs: number): number {
  const last = before.findLast(({ event }) => event.kind !== 'downloading')
  if (last === undefined) return atMs
  return last.event.kind === 'waiting' ? last.atMs + last.event.ms : last.atMs
}

/** `   1.03 s  ○ poll 2: 404, not ready, 1.0 s after the last` */
export function lineOf({ mark, text }: Wording, atMs: number): string {
  return `${secondsText(atMs, 2).padStart(9)}  ${mark} ${text}`
}
