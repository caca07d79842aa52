import { parseGoDuration } from '../../contracts/contract.ts'
import { goDuration } from '../../contracts/formats/index.ts'
import { type Shape, unused } from './shape.ts'

export interface DurationLimits {
  /** In milliseconds. @default 0 */
  readonly least?: number
  /** In milliseconds. @default Number.MAX_SAFE_INTEGER */
  readonly most?: number
  /** The limits as the message puts them, with a blank before. @default made of them, such as ` from 1s to 168h` */
  readonly range?: string
}

/** Its type tells what it takes from what it reads. */
export interface DurationShape extends Shape<number> {
  readonly takes: 'milliseconds or a text'
}

/**
 * Milliseconds, or a text such as `30s`, `15m`, `1h30m` (Go's duration syntax). It reads milliseconds.
 * @note The schema holds a text to its syntax only: the limits of a text are beyond JSON Schema.
 */
export function duration({ least = 0, most = Number.MAX_SAFE_INTEGER, range }: DurationLimits = {}): DurationShape {
  const expected = `a duration${range ?? rangeOf(least, most)}, such as 30s, 15m or 1h30m`
  return {
    takes: 'milliseconds or a text',
    expected,
    schema: { anyOf: [{ type: 'number', minimum: least, maximum: most }, goDuration.schema] },
    read(value, place) {
      const ms = typeof value === 'string' ? parseGoDuration(value) : value
      if (typeof ms === 'number' && ms >= least && ms <= most) return ms
      place.wrong(place.show(value), expected)
      return unused
    },
  }
}

function rangeOf(least: number, most: number): string {
  const from = least === 0 ? '' : ` from ${asDuration(least)}`
  return most === Number.MAX_SAFE_INTEGER ? from : `${from === '' ? ' from 0s' : from} to ${asDuration(most)}`
}

/** In the largest unit that needs no fraction: `15m`, `90s`, `1500ms`. */
export function asDuration(ms: number): string {
  const [unit, factor] = units.find(([, size]) => ms % size === 0) ?? ['ms', 1]
  return ms === 0 ? '0s' : `${ms / factor}${unit}`
}

const units = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** A date, which is UTC, or a date-time that names its zone: `Date` reads whatever else in the zone of the machine. */
const iso8601 = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

const anInstant =
  'an instant from 1980 to 8999 in ISO 8601: a date (in UTC) or a date-time with Z or an offset, such as 2026-01-01T00:00:00Z'

/**
 * A `Date`, or a text in ISO 8601. It reads milliseconds since 1970.
 * @note The schema holds a text to its form only; that there is no 30 February is beyond JSON Schema.
 */
export function instant(): Shape<number> {
  return {
    expected: anInstant,
    schema: { type: 'string', pattern: iso8601.source },
    read(value, place) {
      const time = value instanceof Date ? value.getTime() : timeOf(value)
      if (time >= Date.UTC(1980, 0, 1) && time < Date.UTC(9000, 0, 1)) return time
      place.wrong(place.show(value), anInstant)
      return unused
    },
  }
}

/** @returns NaN where it is no instant */
function timeOf(text: unknown): number {
  if (typeof text !== 'string') return Number.NaN
  const [, date] = iso8601.exec(text) ?? []
  if (date === undefined) return Number.NaN
  // `Date` takes 30 February for 2 March.
  const day = new Date(date)
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
  return exists ? Date.parse(text) : Number.NaN
}
