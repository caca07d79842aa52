import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonMistake } from '../../contracts/formats/json-mistake.ts'

test.each<[text: string, offset: number, expected: string]>([
  ['', 0, 'a value'],
  ['  \n', 3, 'a value'],
  ['{', 1, 'a name in double quotes or "}"'],
  ['{a}', 1, 'a name in double quotes or "}"'],
  ["{'a': 1}", 1, 'a name in double quotes or "}"'],
  ['{"a" 1}', 5, '":"'],
  ['{"a":}', 5, 'a value'],
  ['{"a": 1 "b"}', 8, '"," or "}"'],
  ['{"a": 1,}', 8, 'a name in double quotes'],
  ['[1 2]', 3, '"," or "]"'],
  ['[1,]', 3, 'a value'],
  ['[}', 1, 'a value or "]"'],
  ['[1}', 2, '"," or "]"'],
  ['{} x', 3, 'the end of the JSON'],
  ['"a\nb"', 0, 'a value'],
  ['"\\x"', 0, 'a value'],
  ['{"a": 01}', 7, '"," or "}"'],
  ['{"a": 1 // no\n}', 8, '"," or "}"'],
])('%j is no JSON', (text, offset, expected) => {
  expect(jsonMistake(text)).toEqual({ offset, expected })
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('what JSON.parse takes it takes, and nothing else', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"\\u00e9\\n"',
    '"\u007f"',
    '1',
    '-0.5e3',
    'true',
    'null',
    ' ',
    '\n',
    'x',
    '"',
  ]
  const broken = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((some) => some.join(''))
  fc.assert(
    fc.property(fc.oneof(fc.json(), broken, fc.string()), (text) => {
      expect(jsonMistake(text) === undefined).toBe(isJson(text))
    }),
    { numRuns: 2000 },
  )
})

test('what is deeply nested does not end it', () => {
  expect(jsonMistake('['.repeat(100_000))).toEqual({ offset: 100_000, expected: 'a value or "]"' })
})
