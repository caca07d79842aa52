import type { Format } from '../dataset.ts'
import { ulidPattern } from './ulid.ts'

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
