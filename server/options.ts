import { type DatasetSlug, forEachDataset } from '../contracts/contract.ts'
import type { AlterationSpec } from '../generators/alterations/index.ts'
import type { Dialect } from '../generators/dialect.ts'
import type { Readiness } from './exports/readiness.ts'
import { alterationMember, oneReadinessEach, optionMembers, type sandboxMembers } from './option-members.ts'
import type { ScenarioDefinition } from './scenarios/scenario.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { check, type Of, object, refined } from './shapes/index.ts'

export { defaultSettings, defaults, type Settings } from './settings.ts'

/** One value for all datasets, or one for each that is named; the others keep the default. */
export type PerDataset<T> = T | { readonly [S in DatasetSlug]?: T }

/** Milliseconds, or a text such as `30s`, `15m`, `1h30m` (Go's duration syntax). */
export type Duration = number | string

export interface ApiKey {
  readonly id: string
  readonly secret: string
}

/** What a user of the mock can choose. Everything has a default, so `{}` will do. */
export interface MockOptions {
  /** The data's seed, a whole number from 0. Same seed and version: the same bytes. @default 1 */
  readonly seed?: number
  /** Rows of each CSV, completed requests among them, the header not. @default 1000 */
  readonly rows?: PerDataset<number>
  /** When an export is ready. For one dataset it is given in one of three forms: this, or one of the next two. @default after 2 polls */
  readonly readiness?: PerDataset<ReadinessChoice>
  /** How many polls of an export are answered 404. */
  readonly notReadyPolls?: PerDataset<number>
  /** Ready so long after the POST, however often it is polled. */
  readonly readyAfter?: PerDataset<Duration>
  /** How long a pre-signed URL is good, from 1 s to 7 days (the most that Signature Version 4 allows). @default '15m' */
  readonly urlLifetime?: Duration
  /**
   * Where clients reach the mock, if that is not where the `Host` header says. A path in it is what a proxy strips before
   * the request arrives.
   */
  readonly publicUrl?: string
  /** Whether `X-Forwarded-Proto` and `X-Forwarded-Host` are believed. @default false */
  readonly trustForwarded?: boolean
  /** The API keys that are accepted. With none, any or no key is. @default [] */
  readonly apiKeys?: readonly ApiKey[]
  /** @default plain header, LF, no BOM, minimal quoting */
  readonly dialect?: Partial<Dialect>
  /**
   * The instant that all data counts back from; as a text in ISO 8601, a date (in UTC) or a date-time with `Z` or an offset.
   * `clock`: what the clock shows at the POST, so that a seed no longer keeps its bytes. @default 2026-01-01T00:00:00Z
   */
  readonly referenceTime?: Date | string | 'clock'
  /** Which reading of a contradiction the data follows, by `<dataset>.<id>`, such as `{ 'requests.username': 'handle' }`. */
  readonly readings?: Readonly<Record<string, string>>
  /** Whether a body that breaks the documented schema is refused. @default 'strict' */
  readonly bodyValidation?: 'strict' | 'lenient'
  /** Whether each URL works only for the method that it was signed for. @default 'exact' */
  readonly signedMethods?: 'exact' | 'any'
  /** What GET `url` gets before the file is ready. @default 404 */
  readonly beforeReady?: 404 | 403
  /** @default 'honoured' */
  readonly ranges?: 'honoured' | 'ignored'
  /** How time passes. @default 'real' */
  readonly clock?: ClockChoice
  /** How the default sandbox behaves: a scenario by its name, or one that is written down here. */
  readonly scenario?: string | ScenarioDefinition
  /** Scenarios besides the presets, by their names. */
  readonly scenarios?: Readonly<Record<string, ScenarioDefinition>>
  readonly limits?: Partial<Limits>
}

/** What each sandbox has of its own. */
export type SandboxSettings = Pick<MockOptions, keyof typeof sandboxMembers>

/** A `Readiness` as it can be given: its duration may be a text. */
export type ReadinessChoice =
  | Exclude<Readiness, { after: 'duration' }>
  | { readonly after: 'duration'; readonly ms: Duration }

/**
 * `manual`: it stands at 2026-01-01T00:00:00Z, or at the given instant, until it is moved. `scale`: so many times as fast
 * as the machine's clock, from 0.001 to 1000000.
 */
export type ClockChoice = 'real' | 'manual' | { readonly scale: number } | { readonly manual: Date | string }

/** What keeps the mock small however long it runs. */
export interface Limits {
  /** How many exports are remembered; the oldest are forgotten first. @default 100000 */
  readonly exports: number
  /** How much the measured and encoded objects may take of memory, in bytes. @default 64 MiB */
  readonly objectCacheBytes: number
  /** The largest request body, in bytes. @default 64 KiB */
  readonly bodyBytes: number
  /** How many exchanges are remembered of all sandboxes. @default 50000 */
  readonly exchanges: number
  /** How many exchanges are remembered of each sandbox. @default 1000 */
  readonly exchangesPerSandbox: number
  /** How much of a body is remembered with its exchange, in bytes. @default 2 KiB */
  readonly bodyCaptureBytes: number
  /** How many sandboxes there can be at a time. @default 10000 */
  readonly sandboxes: number
  /** How long after its last request a sandbox is kept. @default '1h' */
  readonly sandboxIdle: Duration
}

/** What a scenario can choose besides. */
export interface ScenarioOptions extends Omit<MockOptions, 'scenario' | 'scenarios'> {
  readonly alterations?: readonly AlterationSpec[]
}

const optionsShape = refined(object({ ...optionMembers, ...alterationMember }), oneReadinessEach)

/** Options that were read: durations are milliseconds, and what is for all datasets is given for each. */
export type ReadOptions = Of<typeof optionsShape>

/**
 * The options with everything decided.
 * @param base decides what the options leave out, dataset by dataset and member by member
 * @throws {OptionError} with every mistake
 */
export function resolveOptions(options: ScenarioOptions, base: Settings = defaultSettings): Settings {
  return settingsOf(check(optionsShape, options), base)
}

/** The same from options that were read, with one of the shapes made of `sandboxMembers` or with another. */
export function settingsOf(given: ReadOptions, base: Settings): Settings {
  const { urlLifetime } = given
  return {
    seed: given.seed ?? base.seed,
    rows: { ...base.rows, ...given.rows },
    readiness: readinessOf(given, base),
    urlLifetimeSeconds: urlLifetime === undefined ? base.urlLifetimeSeconds : Math.ceil(urlLifetime / 1000),
    publicUrl: given.publicUrl ?? base.publicUrl,
    trustForwarded: given.trustForwarded ?? base.trustForwarded,
    apiKeys: given.apiKeys ?? base.apiKeys,
    dialect: { ...base.dialect, ...given.dialect },
    referenceTime: given.referenceTime ?? base.referenceTime,
    readings: readingsOf(given, base),
    bodyValidation: given.bodyValidation ?? base.bodyValidation,
    signedMethods: given.signedMethods ?? base.signedMethods,
    beforeReady: given.beforeReady ?? base.beforeReady,
    ranges: given.ranges ?? base.ranges,
    clock: given.clock ?? base.clock,
    alterations: given.alterations ?? base.alterations,
    limits: limitsOf(given, base),
  }
}

function readinessOf({ readiness, notReadyPolls, readyAfter }: ReadOptions, base: Settings): Settings['readiness'] {
  return forEachDataset((slug): Readiness => {
    const [polls, ms] = [notReadyPolls?.[slug], readyAfter?.[slug]]
    if (polls !== undefined) return { after: 'polls', polls }
    if (ms !== undefined) return { after: 'duration', ms }
    return readiness?.[slug] ?? base.readiness[slug]
  })
}

function readingsOf({ readings = {} }: ReadOptions, base: Settings): Settings['readings'] {
  return forEachDataset((slug) =>
    Object.fromEntries(
      Object.entries(base.readings[slug]).map(([id, reading]) => [id, readings[`${slug}.${id}`] ?? reading]),
    ),
  )
}

function limitsOf({ limits: { sandboxIdle, ...counts } = {} }: ReadOptions, base: Settings): Settings['limits'] {
  return { ...base.limits, ...counts, ...(sandboxIdle !== undefined && { sandboxIdleMs: sandboxIdle }) }
}
