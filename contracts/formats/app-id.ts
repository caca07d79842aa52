import type { Format } from '../dataset.ts'
import { isUlid, ulidPattern } from './ulid.ts'

const app = '[a-z0-9][a-z0-9-]*'
const bareOrWhole = new RegExp(`^${app}(?:/${ulidPattern})?$`)
const whole = new RegExp(`^${app}/${ulidPattern}$`)

/** An app, alone or with the integration that connects it: `google` or `github/<ULID>`. */
export const appId: Format = {
  kind: 'app-id',
  expected: 'an app, or app/ULID: google or github/01H965ZRNQHAS2B8GKJA85X75D',
  accepts: (cell) => bareOrWhole.test(cell),
  schema: { type: 'string', pattern: bareOrWhole.source },
  examples: ['github/01H965ZRNQHAS2B8GKJA85X75D', 'google'],
}

/** One integration of an app: `google/<ULID>`. */
export const integrationId: Format = {
  kind: 'integration-id',
  expected: 'an integration as app/ULID: google/01H90W5FM2RY663D6AFNG9HEJ9',
  accepts: (cell) => whole.test(cell),
  schema: { type: 'string', pattern: whole.source },
  examples: ['google/01H90W5FM2RY663D6AFNG9HEJ9'],
}

/** The same as `appId` for a cell in UTF-8, without making a string of it. */
export function isAppId(bytes: Uint8Array, from: number, to: number): boolean {
  const end = endOfApp(bytes, from, to)
  return end > from && (end === to || isUlidBehindSlash(bytes, end, to))
}

/** The same as `integrationId`. */
export function isIntegrationId(bytes: Uint8Array, from: number, to: number): boolean {
  const end = endOfApp(bytes, from, to)
  return end > from && isUlidBehindSlash(bytes, end, to)
}

function endOfApp(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] === 0x2d) return from
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    const isOfApp = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2d
    if (!isOfApp) return at
  }
  return to
}

function isUlidBehindSlash(bytes: Uint8Array, at: number, to: number): boolean {
  return bytes[at] === 0x2f && isUlid(bytes, at + 1, to)
}
