import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { element, escapeXml } from '../../../../contracts/report/text/xml.ts'
import { anyText } from '../../../support/hostile-text.ts'

test.each([
  ['<a href="x">&\'', '&lt;a href=&quot;x&quot;&gt;&amp;&apos;'],
  [']]>', ']]&gt;'],
  ['a\r\nb\tc', 'a&#13;\nb\tc'],
  ['\u0000 \u000b \ud800 \uffff', '\\u0000 \\u000b \\ud800 \\uffff'],
  ['日本 🎉', '日本 🎉'],
])('%j is written as %j', (text, written) => {
  expect(escapeXml(text)).toBe(written)
})

test('only characters that XML 1.0 knows are left, and none that is markup, of any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(escapeXml(text)).toMatch(/^(?:[\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}])*$/u)
      expect(escapeXml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|apos|#13);)/)
    }),
  )
})

test('elements are indented, and text in them is not', () => {
  const inner = element('failure', { type: 'must', message: undefined }, 'a\n<b>')
  expect(element('testcase', { name: 'x & y' }, [inner, element('skipped', {})]).join('\n')).toBe(
    [
      '<testcase name="x &amp; y">',
      '  <failure type="must">a\n&lt;b&gt;</failure>', // a line begins where the text has one
      '  <skipped/>',
      '</testcase>',
    ].join('\n'),
  )
})
