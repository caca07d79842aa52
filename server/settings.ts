import { type DatasetSlug, datasets, forEachDataset, openQuestions } from '../contracts/contract.ts'
import type { AlterationSpec } from '../generators/alterations/index.ts'
import { type Dialect, defaultDialect } from '../generators/dialect.ts'
import type { Readiness } from './exports/readiness.ts'
import type { ApiKey, Limits, MockOptions } from './options.ts'

/** The options with everything decided. */
export interface Settings {
  readonly seed: number
  readonly rows: Readonly<Record<DatasetSlug, number>>
  readonly readiness: Readonly<Record<DatasetSlug, Readiness>>
  /** Signature Version 4 counts in whole seconds; a fraction is rounded up. */
  readonly urlLifetimeSeconds: number
  readonly publicUrl: URL | undefined
  readonly trustForwarded: boolean
  readonly apiKeys: readonly ApiKey[]
  readonly dialect: Dialect
  /** Milliseconds since 1970; `clock`: what the sandbox's clock shows at the POST. */
  readonly referenceTime: number | 'clock'
  readonly readings: Readonly<Record<DatasetSlug, Readonly<Record<string, string>>>>
  readonly bodyValidation: 'strict' | 'lenient'
  readonly signedMethods: 'exact' | 'any'
  readonly beforeReady: 404 | 403
  readonly ranges: 'honoured' | 'ignored'
  readonly clock: ClockSetting
  /** What is done to the data on purpose, in this order. */
  readonly alterations: readonly AlterationSpec[]
  readonly limits: SettledLimits
}

/** How a sandbox's time passes. */
export type ClockSetting =
  | { readonly mode: 'real' }
  /** So many times as fast as the machine's. */
  | { readonly mode: 'scaled'; readonly scale: number }
  /** It stands at `start`, in milliseconds since 1970, until it is moved. */
  | { readonly mode: 'manual'; readonly start: number }

/** The limits with durations in milliseconds. */
export type SettledLimits = Omit<Limits, 'sandboxIdle'> & { readonly sandboxIdleMs: number }

// The generators have the same; importing it from there would load faker at the start.
const referenceTime = '2026-01-01T00:00:00Z'

export const defaults = {
  seed: 1,
  rows: 1000,
  notReadyPolls: 2,
  urlLifetime: '15m',
  dialect: defaultDialect,
  referenceTime,
  bodyValidation: 'strict',
  signedMethods: 'exact',
  beforeReady: 404,
  ranges: 'honoured',
  clock: 'real',
  limits: {
    exports: 100_000,
    objectCacheBytes: 64 * 1024 * 1024,
    bodyBytes: 64 * 1024,
    exchanges: 50_000,
    exchangesPerSandbox: 1_000,
    bodyCaptureBytes: 2048,
    sandboxes: 10_000,
    sandboxIdle: '1h',
  },
} as const satisfies MockOptions

/** Where a manual clock stands unless another start is given; in milliseconds since 1970. */
export const defaultClockStart = Date.parse(referenceTime)

/** What holds where nothing is chosen. */
export const defaultSettings: Settings = {
  seed: defaults.seed,
  rows: forEachDataset(() => defaults.rows),
  readiness: forEachDataset(() => ({ after: 'polls', polls: defaults.notReadyPolls })),
  urlLifetimeSeconds: 15 * 60,
  publicUrl: undefined,
  trustForwarded: false,
  apiKeys: [],
  dialect: defaults.dialect,
  referenceTime: Date.parse(referenceTime),
  readings: forEachDataset((slug) =>
    Object.fromEntries(openQuestions(datasets[slug]).map(({ id, readings: [first] }) => [id, first])),
  ),
  bodyValidation: defaults.bodyValidation,
  signedMethods: defaults.signedMethods,
  beforeReady: defaults.beforeReady,
  ranges: defaults.ranges,
  clock: { mode: defaults.clock },
  alterations: [],
  limits: settledLimits(defaults.limits),
}

function settledLimits({ sandboxIdle: _, ...counts }: typeof defaults.limits): SettledLimits {
  return { ...counts, sandboxIdleMs: 3_600_000 }
}
