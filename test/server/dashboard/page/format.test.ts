import { expect, test } from 'vitest'
import {
  bytesText,
  countdownText,
  countText,
  durationText,
  speedText,
  timeText,
} from '../../../../server/dashboard/page/format.js'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.00 kB'],
  [12_345, '12.3 kB'],
  [999_499, '999 kB'],
  [999_500, '1.00 MB'],
  [6_400_000_000, '6.40 GB'],
])('%i bytes read %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [1000, '1.0 s'],
  [59_949, '59.9 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 d'],
  [267_000_000, '3 d 2 h'],
])('%d milliseconds read %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

test.each([
  [-5, '0:00'],
  [1, '0:01'],
  [872_000, '14:32'],
  [3_723_000, '1:02:03'],
])('a countdown of %i milliseconds reads %s', (ms, text) => {
  expect(countdownText(ms)).toBe(text)
})

test('a speed is told by the second, also of what took no time', () => {
  expect(speedText(500, 250)).toBe('2.00 kB/s')
  expect(speedText(500, 0)).toBe('500 kB/s')
})

test('counts agree with their noun', () => {
  expect([countText(1, 'poll'), countText(0, 'poll'), countText(1200, 'poll')]).toEqual([
    '1 poll',
    '0 polls',
    '1,200 polls',
  ])
})

test('a time is that of the day', () => {
  expect(timeText('2026-01-01T12:34:56.789Z')).toBe('12:34:56.789')
})
