/** @import { ExchangeMark } from '../types.ts' */
import { bytesText, durationText } from '../format.js'

/**
 * What an exchange came to. Each has a shape of its own, so that nothing is told by colour alone.
 * @typedef {keyof typeof kinds} Kind
 */
export const kinds = {
  called: 'an export was asked for and begun',
  'not-ready': 'a poll found the file not ready: 404',
  ready: 'a poll found the file ready: 200',
  downloaded: 'the file was downloaded',
  part: 'a part of the file was downloaded: 206',
  throttled: 'too many requests: 429',
  refused: 'refused: another 4xx',
  failed: 'an error of the server: 5xx',
  faulty: 'a fault changed the answer',
  lost: 'the connection ended before the answer did',
  other: 'something else',
}

/** @param {ExchangeMark} mark @returns {Kind} */
export function kindOf({ phase, status, fault, brokenOff }) {
  if (brokenOff || status === null) return 'lost'
  if (status === 429) return 'throttled'
  if (status >= 500) return 'failed'
  if (fault !== null) return 'faulty'
  if (status >= 400) return phase === 'poll' && status === 404 ? 'not-ready' : 'refused'
  if (phase === 'download' && status === 206) return 'part'
  return /** @type {Kind} */ ({ call: 'called', poll: 'ready', download: 'downloaded', other: 'other' }[phase])
}

/** What stands beside the shape: `POST`, `404`, `503 status`. @param {ExchangeMark} mark */
export function labelOf(mark) {
  const { phase, method, status, fault, brokenOff } = mark
  if (phase === 'call' && kindOf(mark) === 'called') return method
  const answer = status === null ? 'no answer' : String(status)
  const why = fault ?? (brokenOff ? 'broken off' : '')
  return [phase === 'call' || phase === 'other' ? method : '', answer, why].filter(Boolean).join(' ')
}

/**
 * The same in a sentence, for whoever hears it: `Poll 2, answered 404 after 1.0 s.`
 * @param {ExchangeMark} mark
 * @param {{ number?: number, gapMs?: number | null, flags?: readonly string[] }} [place] its number among those of its
 *   phase, the time since the exchange before it ended, and the rules that it breaks
 */
export function sentenceOf(mark, { number, gapMs = null, flags = [] } = {}) {
  const { phase, method, status, bytesSent, fault, problem, note, brokenOff, durationMs } = mark
  const what = { call: 'Call', poll: 'Poll', download: 'Download', other: method }[phase]
  return [
    `${what}${number === undefined ? '' : ` ${number}`}, ${status === null ? 'not answered' : `answered ${status}`}`,
    gapMs === null ? '' : `, ${durationText(gapMs)} after what was before`,
    phase === 'download' ? `, ${bytesText(bytesSent)} in ${durationText(durationMs)}` : '',
    brokenOff ? ', broken off' : '',
    '.',
    fault === null ? '' : ` Fault: ${fault}.`,
    note === null ? (problem === null ? '' : ` Problem: ${problem}.`) : ` ${note}`,
    flags.length === 0 ? '' : ` Breaks ${flags.join(', ')}.`,
  ].join('')
}
