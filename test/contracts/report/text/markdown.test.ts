import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { code, linked, literal, table } from '../../../../contracts/report/text/markdown.ts'
import { printable } from '../../../../contracts/report/text/printable.ts'
import { anyText } from '../../../support/hostile-text.ts'

describe('literal text', () => {
  test.each([
    ['Received 2 cells; expected 10.', 'Received 2 cells; expected 10.'],
    ['a|b', 'a&#124;b'],
    ['`x` *y* _z_ ~q~', '&#96;x&#96; &#42;y&#42; &#95;z&#95; &#126;q&#126;'],
    ['<b>&amp;', '&#60;b&#62;&#38;amp;'],
    ['[a](b)', '&#91;a&#93;(b)'],
    ['a\nb', 'a&#92;nb'],
    ['http://a.test www.a.test', 'http&#58;//a.test www&#46;a.test'],
    ['@someone #1 :tada:', '&#64;someone &#35;1 &#58;tada:'],
    ['# a', '&#35; a'],
    ['- a', '&#45; a'],
    ['12. a', '12&#46; a'],
    ['    a', '&#32;   a'],
  ])('%j is written as %j', (text, written) => {
    expect(literal(text)).toBe(written)
  })

  test('of any text has nothing left that is markup, and reads as the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = literal(text)
        expect(written.replace(/&#\d+;/g, 'x')).not.toMatch(/[#$&*<>@[\\\]^_`{|}~\n]|^[ =+-]|^\d{1,9}[.)]|www\.|:\S/i)
        expect(withoutReferences(written)).toBe(printable(text))
      }),
    )
  })
})

test('code is literal too', () => {
  expect(code('`</code>|')).toBe('<code>&#96;&#60;/code&#62;&#124;</code>')
})

test('no text at all is said to be empty, as nothing would be seen', () => {
  expect(code('')).toBe('<em>empty</em>')
})

describe('a source', () => {
  test.each([
    ['https://a.test/b?c=d&e#f', '[https&#58;//a.test/b?c=d&#38;e&#35;f](<https://a.test/b?c=d&amp;e#f>)'],
    ['https://a.test/|<>`\\x', '[https&#58;//a.test/&#124;&#60;&#62;&#96;&#92;x](<https://a.test/%7C%3C%3E%60/x>)'],
    ['https://me:secret@a.test', '[https&#58;//me&#58;secret&#64;a.test](<https://a.test/>)'],
    ['RFC 4180', 'RFC 4180'],
    ['javascript:alert(1)', 'javascript&#58;alert(1)'],
    ['https://', 'https&#58;//'],
  ])('%s is written as %s', (source, written) => {
    expect(linked(source)).toBe(written)
  })
})

test('a table has a line for its header, its rule and each row', () => {
  expect(table(['a', 'b'], [['1', '2']])).toEqual(['| a | b |', '| --- | --- |', '| 1 | 2 |'])
})

function withoutReferences(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
