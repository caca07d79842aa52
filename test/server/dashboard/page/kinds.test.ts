import { describe, expect, test } from 'vitest'
import { kindOf, kinds, labelOf, sentenceOf } from '../../../../server/dashboard/page/timeline/kinds.js'
import type { ExchangeMark } from '../../../../server/dashboard/page/types.ts'

const poll: ExchangeMark = {
  id: 7,
  sandbox: 'default',
  export: 'e1',
  phase: 'poll',
  time: '2026-01-01T00:00:00.000Z',
  method: 'HEAD',
  path: '/storage/e1.csv',
  status: 404,
  bytesSent: 0,
  durationMs: 3,
  gapMs: null,
  fault: null,
  problem: null,
  note: null,
  brokenOff: false,
  contentLength: null,
}

const examples: readonly (readonly [keyof typeof kinds, Partial<ExchangeMark>, string])[] = [
  ['called', { phase: 'call', method: 'POST', status: 200 }, 'POST'],
  ['not-ready', {}, '404'],
  ['ready', { status: 200 }, '200'],
  ['downloaded', { phase: 'download', method: 'GET', status: 200 }, '200'],
  ['part', { phase: 'download', method: 'GET', status: 206 }, '206'],
  ['throttled', { status: 429, fault: 'throttle' }, '429 throttle'],
  ['refused', { status: 403, problem: 'expired' }, '403'],
  ['refused', { phase: 'call', method: 'POST', status: 404 }, 'POST 404'],
  ['failed', { status: 503, fault: 'status' }, '503 status'],
  ['faulty', { phase: 'download', status: 200, fault: 'html' }, '200 html'],
  ['lost', { status: null, brokenOff: true, fault: 'reset' }, 'no answer reset'],
  ['lost', { phase: 'download', status: 200, brokenOff: true }, '200 broken off'],
  ['other', { phase: 'other', method: 'GET', status: 200 }, 'GET 200'],
]

test.each(examples)('an exchange is %s: %j', (kind, changes, label) => {
  expect(kindOf({ ...poll, ...changes })).toBe(kind)
  expect(labelOf({ ...poll, ...changes })).toBe(label)
})

test('each kind has an example', () => {
  expect(new Set(examples.map(([kind]) => kind))).toEqual(new Set(Object.keys(kinds)))
})

describe('an exchange is told in a sentence', () => {
  test('with its number and the time since the one before', () => {
    expect(sentenceOf(poll, { number: 2, gapMs: 1000 })).toBe('Poll 2, answered 404, 1.0 s after what was before.')
  })

  test('with what a download brought', () => {
    const download = { ...poll, phase: 'download', status: 200, bytesSent: 640_000, durationMs: 50 } as const
    expect(sentenceOf(download)).toBe('Download, answered 200, 640 kB in 50 ms.')
  })

  test('with fault, note and the rules that it breaks', () => {
    const reset = { ...poll, status: null, brokenOff: true, fault: 'reset', note: 'The connection was reset.' }
    expect(sentenceOf(reset, { flags: ['client/backs-off'] })).toBe(
      'Poll, not answered, broken off. Fault: reset. The connection was reset. Breaks client/backs-off.',
    )
  })
})
