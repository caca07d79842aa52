import { adminShape } from '../admin/admin-shape.ts'
import { knownScenario, scenarioMembers } from '../mock-options.ts'
import { oneReadinessEach, optionMembers } from '../option-members.ts'
import type { MockOptions } from '../options.ts'
import { boolean, object, oneOf, optional, refined, text, wholeNumber } from '../shapes/index.ts'
import type { StartOptions } from '../start.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const commandDefaults = { port: 4610, host: '127.0.0.1', logLevel: 'info' } as const

/** What can be chosen for the command: the options of the mock, and how it serves. */
export interface CommandOptions extends MockOptions {
  /** @default 4610 */
  readonly port?: number
  /** @default '127.0.0.1' */
  readonly host?: string
  /** @default 'info' */
  readonly logLevel?: (typeof logLevels)[number]
  /** Whether the start and the log are printed as JSON. @default false */
  readonly json?: boolean
  /** How the mock is steered over HTTP. */
  readonly admin?: NonNullable<StartOptions['admin']>
}

/** What a config file holds. */
export interface ConfigOptions extends CommandOptions {
  /** For editors; it changes nothing. */
  readonly $schema?: string
}

const commandMembers = {
  port: optional(wholeNumber(0, 65_535), {
    description: 'TCP port; 0 picks a free one.',
    default: commandDefaults.port,
  }),
  host: optional(text({ minLength: 1 }), {
    description: 'Address to bind; anything but loopback lets the network in.',
    default: commandDefaults.host,
  }),
  logLevel: optional(oneOf(logLevels), {
    description: 'How much is logged to stderr.',
    default: commandDefaults.logLevel,
  }),
  json: optional(boolean(), {
    description: 'Whether the start and the log are printed as JSON, a line each.',
    default: false,
  }),
  admin: optional(adminShape, { description: 'How the mock is steered over HTTP, below /__mock.' }),
}

const mockMembers = { ...optionMembers, ...scenarioMembers }

/** Without what the command alone knows. */
export function mockOptionsIn(options: ConfigOptions): MockOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(mockMembers, name)))
}

/** The same with how it is steered: what `startMockServer` is told, but for address, port and log. */
export function startOptionsIn(options: ConfigOptions): StartOptions {
  return { ...mockOptionsIn(options), ...(options.admin && { admin: options.admin }) }
}

/** What flags and the environment can choose; the scenario that they name may be one of the file. */
export const commandShape = refined(
  object({ ...optionMembers, scenario: scenarioMembers.scenario, ...commandMembers }),
  oneReadinessEach,
)

/** What a config file can choose. */
export const configShape = refined(
  object({
    $schema: optional(text(), { description: 'Where editors find the schema of this file; it changes nothing.' }),
    ...mockMembers,
    ...commandMembers,
  }),
  (given, place) => {
    oneReadinessEach(given, place)
    knownScenario(given, place)
  },
)
