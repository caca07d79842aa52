import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortened } from '../../../../contracts/report/text/shortened.ts'

test('a long text keeps its beginning and its end, and says how much is left out', () => {
  expect(shortened('abcdefghijklmnopqrstuvwxyz', 4)).toBe('ab […22 more…] yz')
})

test('a text that fits is left alone', () => {
  expect(shortened('abcd', 4)).toBe('abcd')
})

test('nothing is cut that is no longer than the mark that would tell of it', () => {
  const fits = 'abcdefghijklmnopq'
  expect(shortened(fits, 4)).toBe(fits)
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 2, max: 20 }), (text, maximum) => {
      expect(shortened(text, maximum).length).toBeLessThanOrEqual(text.length)
    }),
  )
})

test('a character of two code units is left out whole', () => {
  expect(shortened(`a🎉${'b'.repeat(20)}🎉h`, 4)).toBe('a […24 more…] h')
})

test('no text becomes longer than the limit and the note, nor ill-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 20 }), (text, maximum) => {
      expect(shortened(text, maximum).length).toBeLessThanOrEqual(maximum + ' […999 more…] '.length)
      expect(shortened(text, maximum)).not.toMatch(/\p{Cs}/u)
    }),
  )
})
