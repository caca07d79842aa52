import { carriageReturn, comma, lineFeed } from './characters.ts'
import type { LineEnd } from './record.ts'

/** The bytes at hand of a file that is read in pieces. */
export interface Source {
  /** There is room for one byte more than `end` says; reading overwrites it. */
  readonly bytes: Buffer
  /** Behind the last byte at hand. */
  readonly end: number
  /** Whether the file ends there. */
  readonly isLast: boolean
  /** What ended the first record; `undefined` while that is being read. */
  readonly lineEnd: LineEnd | undefined
}

/** Whether the carriage return at `at` ends a record: by itself only where one ended the first record. */
export function carriageReturnEnds({ bytes, end, isLast, lineEnd }: Source, at: number): boolean {
  if (at + 1 < end) return bytes[at + 1] === lineFeed || lineEnd === undefined || lineEnd === 'CR'
  return isLast
}

/** Whether a line ends at `at`. */
export function endsLine(source: Source, at: number): boolean {
  const byte = source.bytes[at]
  return byte === lineFeed || (byte === carriageReturn && carriageReturnEnds(source, at))
}

/** `yes` where a comma or a line end stands at `at`, or the file ends there. */
export function isDelimiter(source: Source, at: number): 'yes' | 'no' | 'incomplete' {
  const { bytes, end, isLast } = source
  if (at >= end) return isLast ? 'yes' : 'incomplete'
  if (bytes[at] === comma || bytes[at] === lineFeed) return 'yes'
  if (bytes[at] !== carriageReturn) return 'no'
  if (at + 1 >= end && !isLast) return 'incomplete'
  return carriageReturnEnds(source, at) ? 'yes' : 'no'
}
