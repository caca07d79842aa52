import type { Dataset } from '../dataset.ts'
import { type DatasetSlug, datasetSlugs, datasets, isDatasetSlug } from '../datasets/index.ts'
import { downloadApi } from '../download-api.ts'
import { nearest } from '../nearest.ts'
import type { Report } from '../report/report.ts'

/** Judges one CSV file while it arrives. */
export type CsvJudge = (dataset: Dataset) => { push(chunk: Uint8Array): void; end(): Report }

/** Time as the verifier sees it between requests. What a socket does has the machine's time in any case. */
export interface ProviderClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Rejects with the signal's reason once it is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export interface ProviderLimits {
  /** Polls of one export. @default 60 */
  readonly polls: number
  /** Milliseconds between two polls; a longer `Retry-After` goes before it. @default 1000 */
  readonly pollGapMs: number
  /** For how many milliseconds a server may be silent. @default 30_000 */
  readonly requestTimeoutMs: number
  /** Milliseconds for all datasets together. @default 600_000, ten minutes */
  readonly totalMs: number
  /** How much of a CSV is read, both as sent and as decoded. @default 67_108_864, 64 MiB */
  readonly bytes: number
}

export const defaultLimits: ProviderLimits = {
  polls: 60,
  pollGapMs: 1000,
  requestTimeoutMs: 30_000,
  totalMs: 600_000,
  bytes: 64 * 1024 * 1024,
}

export interface ProviderOptions {
  /** Where the service lives, without the API's own path: `https://app.balkan.id`, `http://127.0.0.1:4610/~flaky-polls`. */
  readonly baseUrl: string
  /** Sent with the POST alone. @default none */
  readonly apiKey?: { readonly id: string; readonly secret: string }
  /** @default all */
  readonly datasets?: readonly DatasetSlug[]
  readonly limits?: Partial<ProviderLimits>
  /** Aborts it: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** Told of each step by a sentence without secrets. */
  readonly onStep?: (sentence: string) => void
  /** @default the machine's */
  readonly clock?: ProviderClock
  /** What judges the files. @default a `CsvChecker` */
  readonly checkCsv?: CsvJudge | undefined
}

/** An option with which nothing can be verified: what was received, what was expected, how to mend it. */
export class ProviderOptionError extends TypeError {
  override readonly name = 'ProviderOptionError'
  readonly option: string

  constructor(option: string, message: string) {
    super(`${option}: ${message}`)
    this.option = option
  }
}

/** The options as the verifier goes by them. */
export interface CheckedOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey: ProviderOptions['apiKey']
  readonly datasets: readonly KnownDataset[]
  readonly limits: ProviderLimits
}

export type KnownDataset = Dataset & { readonly slug: DatasetSlug }

/** @throws {ProviderOptionError} for the first option that will not do */
export function checkOptions({ baseUrl, apiKey, datasets: slugs, limits = {} }: ProviderOptions): CheckedOptions {
  checkKey(apiKey)
  return { baseUrl: checkedBaseUrl(baseUrl), apiKey, datasets: chosen(slugs), limits: checkedLimits(limits) }
}

/** Nothing of what was received is shown: whoever writes a password or a key into a URL shall not find it in a log. */
function checkedBaseUrl(text: string): string {
  const wrong = (received: string, remedy: string) =>
    new ProviderOptionError(
      'baseUrl',
      `Received ${received}; expected an absolute URL such as "${downloadApi.server}". ${remedy}`,
    )
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw wrong('what is no absolute URL', 'Write the scheme and the host.')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw wrong('a URL of another scheme', 'Begin it with "https://" or "http://".')
  }
  if (url.username !== '' || url.password !== '') {
    throw wrong('a URL with a user name or a password', 'Leave them out; the API key is an option of its own.')
  }
  if (/[?#]/.test(text)) throw wrong('a URL with a query or a fragment', 'Leave out what begins with "?" or "#".')
  const base = url.href.replace(/\/+$/, '')
  if (base.endsWith(downloadApi.basePath)) {
    throw wrong('a URL that ends in the path of the API', `Leave out "${downloadApi.basePath}".`)
  }
  return base
}

function checkKey(apiKey: ProviderOptions['apiKey']): void {
  if (apiKey === undefined) return
  for (const part of ['id', 'secret'] as const) {
    if (!/^[!-~]+$/.test(apiKey[part])) {
      throw new ProviderOptionError(
        `apiKey.${part}`,
        'Received a text that no header field can hold as it is; expected printable ASCII without blanks. Copy the key again.',
      )
    }
  }
}

function chosen(slugs: readonly string[] = datasetSlugs): readonly KnownDataset[] {
  if (slugs.length === 0) {
    throw new ProviderOptionError('datasets', `Received none; expected some of ${quoted(datasetSlugs)}. Name one.`)
  }
  return [...new Set(slugs)].map((slug) => {
    if (isDatasetSlug(slug)) return datasets[slug]
    throw new ProviderOptionError(
      'datasets',
      `Received "${slug}"; expected some of ${quoted(datasetSlugs)}. The nearest is "${nearest(slug, datasetSlugs)}".`,
    )
  })
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ')
}

/** Node takes no longer timer, and would fire it at once. */
const longestTimer = 2 ** 31 - 1

const bounds: Readonly<Record<keyof ProviderLimits, { readonly least: number; readonly most: number }>> = {
  polls: { least: 1, most: longestTimer },
  pollGapMs: { least: 0, most: longestTimer },
  requestTimeoutMs: { least: 1, most: longestTimer },
  totalMs: { least: 1, most: longestTimer },
  bytes: { least: 1, most: Number.MAX_SAFE_INTEGER },
}

function checkedLimits(limits: Partial<ProviderLimits>): ProviderLimits {
  const all = { ...defaultLimits, ...limits }
  for (const name of Object.keys(bounds) as (keyof ProviderLimits)[]) {
    const value = all[name]
    const { least, most } = bounds[name]
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new ProviderOptionError(
        `limits.${name}`,
        `Received ${value}; expected a whole number from ${least} to ${most}. Leave it out for ${defaultLimits[name]}.`,
      )
    }
  }
  return all
}
