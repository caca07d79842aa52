import { expect, test } from 'vitest'
import { nearest, nearWord } from '../../contracts/nearest.ts'

const words = ['seed', 'rows', 'readyAfter', 'urlLifetime', 'bodyValidation']

test.each([
  ['sead', 'seed'],
  ['sede', 'seed'],
  ['row', 'rows'],
  ['ready-after', 'readyAfter'],
  ['URLLIFETIME', 'urlLifetime'],
  ['body', 'bodyValidation'],
  ['lifetime', 'urlLifetime'],
])('"%s" was probably meant to be "%s"', (word, meant) => {
  expect(nearWord(word, words)).toBe(meant)
})

test.each(['', 'frobnicate', 'x', 'x'.repeat(100_000)])('nothing known is near "%.20s"', (word) => {
  expect(nearWord(word, words)).toBeUndefined()
})

test('of no words none is near', () => {
  expect(nearWord('seed', [])).toBeUndefined()
})

test('the nearest is there however far it is', () => {
  expect(words).toContain(nearest('frobnicate', words))
})
