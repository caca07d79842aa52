import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable } from '../../../../contracts/report/text/printable.ts'
import { anyText } from '../../../support/hostile-text.ts'

test.each([
  ['escape sequences', '\u001b[31mred', '\\u001b[31mred'],
  ['the one-character introducer of sequences', '\u009b2J', '\\u009b2J'],
  ['line ends and tabs', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
  ["Unicode's own line ends", 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ['what reorders text', 'user\u202enimda\u2066', 'user\\u202enimda\\u2066'],
  ['what cannot be seen', '\ufeffa\u200bb', '\\ufeffa\\u200bb'],
  ['tags beyond the basic plane', '\u{e0001}', '\\u{e0001}'],
  ['half a surrogate pair', '\ud800!', '\\ud800!'],
])('%s are shown as escapes', (_, text, shown) => {
  expect(printable(text)).toBe(shown)
})

test.each(['plain', 'Ünïcödé', '日本語', '🎉', 'C:\\new\\table', 'e\u0301', ''])('"%s" stays as it is', (text) => {
  expect(printable(text)).toBe(text)
})

test('nothing that a terminal acts on is left, of any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
    }),
  )
})

test('what is printable stays as it is when it is made printable again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(printable(text))).toBe(printable(text))
    }),
  )
})
