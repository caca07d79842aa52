import type { DatasetSlug } from '../../contracts/contract.ts'
import type { CsvFileSpec } from '../../generators/index.ts'
import type { Settings } from '../options.ts'
import { describeReadiness, type Readiness } from './readiness.ts'

/** What an export is born under, and keeps however its sandbox is changed later; shared by all that are alike. */
export interface Terms {
  /** Names the object's bytes: equal for equal specs, and for no others, in all sandboxes. */
  readonly key: string
  readonly spec: CsvFileSpec
  readonly readiness: Readiness
  /** Completes the sentence "ready …". */
  readonly readyWhen: string
  readonly urlLifetimeSeconds: number
  /** Names of the alterations that the object has. */
  readonly alterations: readonly string[]
}

/** @param now milliseconds since 1970, for data that counts back from the clock; that is in whole seconds */
export function termsOf(
  settings: Settings,
  dataset: DatasetSlug,
  parameters: Readonly<Record<string, boolean>>,
  now: number,
): Terms {
  const { seed, rows, dialect, readings, alterations, urlLifetimeSeconds } = settings
  const referenceTime = settings.referenceTime === 'clock' ? Math.floor(now / 1000) * 1000 : settings.referenceTime
  const readiness = settings.readiness[dataset]
  return withSpec(
    {
      readiness,
      readyWhen: describeReadiness(readiness),
      urlLifetimeSeconds,
      alterations: alterations.map(({ alteration }) => alteration),
    },
    {
      dataset,
      seed,
      rows: rows[dataset],
      parameters,
      dialect,
      referenceTime,
      readings: readings[dataset],
      ...(alterations.length > 0 && { alterations }),
    },
  )
}

/** The same terms for another file. */
export function withSpec(terms: Omit<Terms, 'key' | 'spec'>, spec: CsvFileSpec): Terms {
  return { ...terms, spec, key: JSON.stringify(spec) }
}
