import * as fc from 'fast-check'

/** Texts that have broken out of somewhere: of a terminal, a line, a table, a tag, a code span, a link, a placeholder. */
export const hostileTexts = [
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://example.test\u0007click\u001b]8;;\u0007',
  '\u009b2J',
  'a\nb\r\nc\td',
  'a\u2028b\u2029c',
  'user\u202Enimda',
  '\u2066hidden\u2069',
  'zero\u200Bwidth',
  '\uFEFFbom',
  '\u0000\u0008\u000C',
  'half \uD800 and \uDC00',
  '\uFFFE\uFFFF',
  '</failure><testcase name="forged"/>',
  ']]><x/>',
  '&amp; &#60; &lt;',
  '"quoted" and \'quoted\'',
  'a | b \\| c \\\\| d',
  '`code` ``code``',
  '**bold** _em_ ~~gone~~ $x$',
  '<details open><summary>x</summary><script>alert(1)</script></details>',
  '[link](https://example.test) ![image](x) [x]: y',
  'https://example.test www.example.test someone@example.test @someone #1 :tada:',
  '# heading',
  '1. item',
  '- item',
  '    code',
  '> quote',
  '---',
  '{0} {{1}}',
  '日本語のテキスト 🎉 e\u0301',
  '',
  ' ',
  '\\',
]

/** Any text: any code points, and the hostile ones in any company. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostileTexts),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
      fc.constantFrom('\uD800', '\uDFFF', '`', '|', '\\', '<', ']', '(', '\n'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))
