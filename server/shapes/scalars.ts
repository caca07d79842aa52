import type { JsonSchema } from '../../contracts/contract.ts'
import { nearWord } from '../../contracts/nearest.ts'
import { choiceOf } from './mistakes.ts'
import { type Shape, unused } from './shape.ts'

/** A shape that a single question decides. */
export function scalar<T>(expected: string, schema: JsonSchema, accepts: (value: unknown) => value is T): Shape<T> {
  return {
    expected,
    schema,
    read(value, place) {
      if (accepts(value)) return value
      place.wrong(place.show(value), expected)
      return unused
    },
  }
}

/** `true` or `false`. */
export function boolean(): Shape<boolean> {
  return scalar('true or false', { type: 'boolean' }, (value) => typeof value === 'boolean')
}

/** A whole number that a double holds exactly. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`
  return scalar(
    `a whole number from ${least}${upTo}`,
    { type: 'integer', minimum: least, maximum: most },
    (value): value is number => Number.isSafeInteger(value) && isWithin(value as number, least, most),
  )
}

/** Any number between two, both of which it may be. */
export function number(least: number, most: number): Shape<number> {
  return scalar(
    `a number from ${least} to ${most}`,
    { type: 'number', minimum: least, maximum: most },
    (value): value is number => typeof value === 'number' && isWithin(value, least, most),
  )
}

export interface TextLimits {
  /** Completes the sentence "expected …", where the limits do not say it. */
  readonly expected?: string
  /** Without flags, since JSON Schema has none; it is matched as with `u`. */
  readonly pattern?: RegExp
  /** In characters (code points), as JSON Schema counts. @default 0 */
  readonly minLength?: number
  /** In characters (code points). @default as many as there are */
  readonly maxLength?: number
}

export function text({ expected, pattern, minLength = 0, maxLength }: TextLimits = {}): Shape<string> {
  const matcher = pattern === undefined ? undefined : new RegExp(pattern.source, 'u')
  const schema = {
    type: 'string',
    ...(matcher !== undefined && { pattern: matcher.source }),
    ...(minLength > 0 && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
  }
  const isLongEnough = minLength === 0 && maxLength === undefined ? () => true : hasLength(minLength, maxLength)
  return scalar(
    expected ?? textWithin(minLength, maxLength),
    schema,
    (value): value is string => typeof value === 'string' && isLongEnough(value) && matcher?.test(value) !== false,
  )
}

function hasLength(least: number, most = Number.POSITIVE_INFINITY): (text: string) => boolean {
  // A text may be megabytes: its code points, which are at least half of its code units, are counted only where that is not enough.
  return (text) => text.length >= least && text.length / 2 <= most && isWithin([...text].length, least, most)
}

function textWithin(least: number, most: number | undefined): string {
  if (most !== undefined)
    return least === 0 ? `a text of at most ${most} characters` : `a text of ${least} to ${most} characters`
  if (least === 0) return 'a text'
  return least === 1 ? 'a text that is not empty' : `a text of at least ${least} characters`
}

/** One of a few words or numbers, the types apart: `404` is not `"404"`. */
export function oneOf<const W extends string | number>(words: readonly W[]): Shape<W> {
  const [first] = words
  const expected = choiceOf(words)
  const strings = words.filter((word) => typeof word === 'string')
  return {
    expected,
    schema: words.length === 1 ? { const: first } : { enum: words },
    read(value, place) {
      if (words.includes(value as W)) return value as W
      place.wrong(place.show(value), expected, typeof value === 'string' ? nearWord(value, strings) : undefined)
      return unused
    },
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
