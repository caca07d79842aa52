import type { Format } from '../dataset.ts'

/** One of a closed list of words, compared exactly. */
export function oneOf(...words: readonly [string, ...string[]]): Format {
  return {
    kind: 'one-of',
    expected: `one of ${words.map((word) => `"${word}"`).join(', ')}`,
    accepts: (cell) => words.includes(cell),
    schema: { type: 'string', enum: words },
    examples: words,
  }
}
