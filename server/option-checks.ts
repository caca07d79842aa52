import { parseGoDuration } from '../contracts/index.ts'
import { nearest } from './nearest.ts'

/** A wrong option. The message says what was received, for which option, and what was expected. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
  /** The option as a program spells it, such as `rows.requests` or `dialect.header`. */
  readonly option: string
  readonly received: string
  readonly expected: string

  /** @param received as the message shows it; the caller leaves secrets out */
  constructor(option: string, received: string, expected: string) {
    super(`Received ${received} for ${option}; expected ${expected}.`)
    this.option = option
    this.received = received
    this.expected = expected
  }
}

export function wrong(option: string, received: unknown, expected: string): OptionError {
  const shown = received instanceof Date ? String(received) : (JSON.stringify(received) ?? String(received))
  return new OptionError(option, shown, expected)
}

/** @returns milliseconds */
export function duration(option: string, value: number | string, least: number, most: number, range = ''): number {
  const ms = typeof value === 'string' ? parseGoDuration(value) : value
  if (typeof ms === 'number' && ms >= least && ms <= most) return ms
  throw wrong(option, value, `a duration${range}, such as 30s, 15m or 1h30m`)
}

/** A date, which is UTC, or a date-time that names its zone: `Date` reads whatever else in the zone of the machine. */
const iso8601 = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** @returns milliseconds since 1970 */
export function instant(option: string, value: Date | string): number {
  const time = value instanceof Date ? value.getTime() : timeOf(value)
  if (time >= Date.UTC(1980, 0, 1) && time < Date.UTC(9000, 0, 1)) return time
  const expected =
    'an instant from 1980 to 8999 in ISO 8601: a date (in UTC) or a date-time with Z or an offset, such as 2026-01-01T00:00:00Z'
  throw wrong(option, value, expected)
}

/** @returns NaN where it is no instant */
function timeOf(text: unknown): number {
  const [, date] = typeof text === 'string' ? (iso8601.exec(text) ?? []) : []
  if (date === undefined) return Number.NaN
  // `Date` takes 30 February for 2 March.
  const day = new Date(date)
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
  return exists ? Date.parse(text as string) : Number.NaN
}

export function wholeNumber(option: string, value: number, least: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`
  throw wrong(option, value, `a whole number from ${least}${upTo}`)
}

export function boolean(option: string, value: boolean): boolean {
  if (typeof value === 'boolean') return value
  throw wrong(option, value, 'true or false')
}

export function oneOf<T extends string | number>(option: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value
  throw wrong(option, value, `one of ${quotedList(choices)}`)
}

/**
 * The members of an option that has some; one that is `undefined` is as good as none.
 * @typeParam T all of its members are optional
 */
export function members<T extends object>(option: string, given: T | undefined): T {
  if (given === undefined) return {} as T
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong(option, given, 'an object')
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T
}

/** Whether two hexadecimal digits follow each percent sign, and all together are UTF-8. */
export function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

export function knownKeys(given: object, known: readonly string[], inside = ''): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue
    const expected = `one of ${quotedList(known)}, the nearest being ${JSON.stringify(nearest(key, known))}`
    throw new OptionError(
      inside === '' ? 'an option' : `a member of ${inside}`,
      `the unknown name ${JSON.stringify(key)}`,
      expected,
    )
  }
}

export function quotedList(words: readonly (string | number)[]): string {
  return words.map((word) => JSON.stringify(word)).join(', ')
}
