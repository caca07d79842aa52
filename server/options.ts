import {
  type DatasetSlug,
  datasetSlugs,
  datasets,
  forEachDataset,
  isDatasetSlug,
  openQuestions,
} from '../contracts/index.ts'
import { type Dialect, defaultDialect } from '../generators/dialect.ts'
import type { Readiness } from './exports/readiness.ts'
import {
  boolean,
  duration,
  instant,
  isDecodable,
  knownKeys,
  members,
  OptionError,
  oneOf,
  quotedList,
  wholeNumber,
  wrong,
} from './option-checks.ts'

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
  /** How many polls of an export are answered 404. @default 2 */
  readonly notReadyPolls?: PerDataset<number>
  /** Ready so long after the POST, however often it is polled; for the datasets that it names it replaces `notReadyPolls`. */
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
  /** The instant that all data counts back from; as a text in ISO 8601, a date (in UTC) or a date-time with `Z` or an offset. @default 2026-01-01T00:00:00Z */
  readonly referenceTime?: Date | string
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
  readonly limits?: Partial<Limits>
}

/** What keeps the mock small however long it runs. */
export interface Limits {
  /** How many exports are remembered; the oldest are forgotten first. @default 100000 */
  readonly exports: number
  /** How much the measured and encoded objects may take of memory, in bytes. @default 64 MiB */
  readonly objectCacheBytes: number
  /** The largest request body, in bytes. @default 64 KiB */
  readonly bodyBytes: number
}

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
  /** Milliseconds since 1970. */
  readonly referenceTime: number
  readonly readings: Readonly<Record<DatasetSlug, Readonly<Record<string, string>>>>
  readonly bodyValidation: 'strict' | 'lenient'
  readonly signedMethods: 'exact' | 'any'
  readonly beforeReady: 404 | 403
  readonly ranges: 'honoured' | 'ignored'
  readonly limits: Limits
}

export const defaults = {
  seed: 1,
  rows: 1000,
  notReadyPolls: 2,
  urlLifetime: '15m',
  dialect: defaultDialect,
  // The generators have the same; importing it from there would load faker at the start.
  referenceTime: '2026-01-01T00:00:00Z',
  bodyValidation: 'strict',
  signedMethods: 'exact',
  beforeReady: 404,
  ranges: 'honoured',
  limits: { exports: 100_000, objectCacheBytes: 64 * 1024 * 1024, bodyBytes: 64 * 1024 },
} as const satisfies MockOptions

/** The largest file that offsets, as doubles, and clients can count in: some 70 GB. */
const mostRows = 100_000_000
const longestLifetimeMs = 7 * 24 * 3_600_000

/** @throws {OptionError} for the first option that is wrong */
export function resolveOptions(options: MockOptions): Settings {
  knownKeys(options, optionNames)
  const given = { dialect: members('dialect', options.dialect), limits: members('limits', options.limits) }
  knownKeys(given.dialect, Object.keys(defaults.dialect), 'dialect')
  knownKeys(given.limits, Object.keys(defaults.limits), 'limits')
  const dialect = { ...defaults.dialect, ...given.dialect }
  const limits = { ...defaults.limits, ...given.limits }
  return {
    seed: wholeNumber('seed', options.seed ?? defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    rows: perDataset('rows', options.rows, (name, value) => wholeNumber(name, value ?? defaults.rows, 0, mostRows)),
    readiness: readinessOf(options),
    urlLifetimeSeconds: Math.ceil(
      duration(
        'urlLifetime',
        options.urlLifetime ?? defaults.urlLifetime,
        1000,
        longestLifetimeMs,
        ' from 1s to 168h (7 days)',
      ) / 1000,
    ),
    publicUrl: options.publicUrl === undefined ? undefined : parsePublicUrl(options.publicUrl),
    trustForwarded: boolean('trustForwarded', options.trustForwarded ?? false),
    apiKeys: apiKeys(options.apiKeys ?? []),
    dialect: {
      header: oneOf('dialect.header', dialect.header, ['plain', 'starred']),
      lineEnd: oneOf('dialect.lineEnd', dialect.lineEnd, ['lf', 'crlf']),
      bom: boolean('dialect.bom', dialect.bom),
      quoting: oneOf('dialect.quoting', dialect.quoting, ['minimal', 'always']),
    },
    referenceTime: instant('referenceTime', options.referenceTime ?? defaults.referenceTime),
    readings: readingsOf(members('readings', options.readings)),
    bodyValidation: oneOf('bodyValidation', options.bodyValidation ?? defaults.bodyValidation, ['strict', 'lenient']),
    signedMethods: oneOf('signedMethods', options.signedMethods ?? defaults.signedMethods, ['exact', 'any']),
    beforeReady: oneOf('beforeReady', options.beforeReady ?? defaults.beforeReady, [404, 403]),
    ranges: oneOf('ranges', options.ranges ?? defaults.ranges, ['honoured', 'ignored']),
    limits: {
      exports: wholeNumber('limits.exports', limits.exports, 1, 10_000_000),
      objectCacheBytes: wholeNumber('limits.objectCacheBytes', limits.objectCacheBytes, 0, Number.MAX_SAFE_INTEGER),
      bodyBytes: wholeNumber('limits.bodyBytes', limits.bodyBytes, 1, 2 ** 30),
    },
  }
}

const optionNames: readonly (keyof MockOptions)[] = [
  'seed',
  'rows',
  'notReadyPolls',
  'readyAfter',
  'urlLifetime',
  'publicUrl',
  'trustForwarded',
  'apiKeys',
  'dialect',
  'referenceTime',
  'readings',
  'bodyValidation',
  'signedMethods',
  'beforeReady',
  'ranges',
  'limits',
]

function readinessOf({ notReadyPolls, readyAfter }: MockOptions): Settings['readiness'] {
  const durations = perDataset('readyAfter', readyAfter, (name, value) =>
    value === undefined ? undefined : duration(name, value, 0, Number.MAX_SAFE_INTEGER),
  )
  const polls = perDataset('notReadyPolls', notReadyPolls, (name, value) =>
    wholeNumber(name, value ?? defaults.notReadyPolls, 0, Number.MAX_SAFE_INTEGER),
  )
  return forEachDataset((slug) => {
    const ms = durations[slug]
    return ms === undefined ? { after: 'polls', polls: polls[slug] } : { after: 'duration', ms }
  })
}

function readingsOf(chosen: Readonly<Record<string, string>>): Settings['readings'] {
  const questions = datasetSlugs.flatMap((slug) =>
    openQuestions(datasets[slug]).map((question) => ({ slug, name: `${slug}.${question.id}`, ...question })),
  )
  for (const [name, reading] of Object.entries(chosen)) {
    const question = questions.find((candidate) => candidate.name === name)
    if (question === undefined) throw wrong('readings', name, `one of ${quotedList(questions.map((q) => q.name))}`)
    oneOf(`readings["${name}"]`, reading, question.readings)
  }
  return forEachDataset((slug) =>
    Object.fromEntries(
      questions
        .filter((question) => question.slug === slug)
        .map(({ id, name, readings }) => [id, chosen[name] ?? readings[0]]),
    ),
  )
}

function perDataset<T, R>(
  option: string,
  given: PerDataset<T> | undefined,
  check: (name: string, value: T | undefined) => R,
): Record<DatasetSlug, R> {
  if (typeof given !== 'object' || given === null) {
    const value = check(option, given as T | undefined)
    return forEachDataset(() => value)
  }
  for (const slug of Object.keys(given)) {
    if (!isDatasetSlug(slug)) throw wrong(option, slug, `a dataset, one of ${quotedList(datasetSlugs)}`)
  }
  const named = given as { readonly [S in DatasetSlug]?: T }
  return forEachDataset((slug) => check(`${option}.${slug}`, named[slug]))
}

function apiKeys(keys: readonly ApiKey[]): readonly ApiKey[] {
  if (!Array.isArray(keys)) throw wrong('apiKeys', keys, 'a list of { id, secret }')
  for (const key of keys) {
    const isPair = typeof key?.id === 'string' && typeof key.secret === 'string' && key.id !== '' && key.secret !== ''
    // The value is not quoted: it may hold a secret.
    if (!isPair) throw new OptionError('apiKeys', 'an entry without a full pair', 'an id and a secret, both not empty')
  }
  return keys
}

/** @throws {OptionError} */
export function parsePublicUrl(text: string): URL {
  const expected =
    'an absolute http or https URL without query, fragment or credentials, such as https://mock.example.com'
  if (!URL.canParse(text)) throw wrong('publicUrl', text, expected)
  const url = new URL(text)
  const isPlain = url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  if (!/^https?:$/.test(url.protocol) || !isPlain || !isDecodable(url.pathname))
    throw wrong('publicUrl', text, expected)
  return url
}
