import type { Format } from '../dataset.ts'

/** Any text. Examples come from the column. */
export function text(...examples: readonly [string, ...string[]]): Format {
  return {
    kind: 'text',
    expected: 'text',
    accepts: () => true,
    schema: { type: 'string', minLength: 1 },
    examples,
  }
}
