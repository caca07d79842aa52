import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, cutToColumns, padToColumns, wrap } from '../../../../contracts/report/text/width.ts'

test.each([
  ['abc', 3],
  ['Ünïcödé', 7],
  ['e\u0301', 1],
  ['日本', 4],
  ['ｆｕｌｌ', 8],
  ['한국어', 6],
  ['🎉', 2],
  ['', 0],
])('"%s" takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns)
})

test.each([
  ['abcdefgh', 5, 'ab…gh'],
  ['abcdefgh', 4, 'ab…h'],
  ['abcdefgh', 8, 'abcdefgh'],
  ['日本語日本語', 7, '日…語'],
])('"%s" in %i columns is "%s"', (text, columns, cut) => {
  expect(cutToColumns(text, columns)).toBe(cut)
})

test('blanks fill up to a width in columns, not in characters', () => {
  expect([padToColumns('日', 4), padToColumns('ab', 4), padToColumns('abcde', 4)]).toEqual(['日  ', 'ab  ', 'abcde'])
})

describe('wrapping', () => {
  test('breaks at blanks', () => {
    expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox'])
  })

  test('breaks a word only where it is longer than a line', () => {
    expect(wrap('to https://example.test now', 10)).toEqual(['to', 'https://ex', 'ample.test', 'now'])
  })

  test('of nothing is one empty line', () => {
    expect(wrap('', 10)).toEqual([''])
  })

  test('keeps all but blanks, on lines that are not too wide', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '🎉', 'e\u0301'), maxLength: 200 })
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (text, columns) => {
        const lines = wrap(text, columns)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns)
      }),
    )
  })
})
