import { type DatasetSlug, datasetSlugs, datasets, isDatasetSlug, openQuestions } from '../contracts/contract.ts'
import type { AlterationSpec, ResolvedAlteration } from './alterations/index.ts'
import { resolveAlterations } from './alterations/resolve.ts'
import { oneOf, wholeNumber, wrong } from './checks.ts'
import { type Dialect, dialectChoices } from './dialect.ts'

/** What a CSV file shall hold. Only `dataset` and `rows` have no default. */
export interface CsvFileSpec {
  readonly dataset: DatasetSlug
  /** How many rows there are before `parameters` leave some out; the header is not counted. Up to 100,000,000. */
  readonly rows: number
  /** A whole number from 0. Same seed and version: the same bytes. @default 1 */
  readonly seed?: number
  /** The body parameters of the download, by name. @default the contract's example of each */
  readonly parameters?: Readonly<Record<string, boolean>>
  /** @default plain header, LF, no BOM, minimal quoting */
  readonly dialect?: Partial<Dialect>
  /** Milliseconds since 1970; every date and ULID counts back from it. @default 2026-01-01T00:00:00Z */
  readonly referenceTime?: number
  /** The reading chosen for an open question of the dataset, by the question's id. @default the first of each */
  readonly readings?: Readonly<Record<string, string>>
  /** How the file differs from what the contract promises, applied in order; at most 16. @default [] */
  readonly alterations?: readonly AlterationSpec[]
}

/** The spec with everything decided and checked: all that the bytes of a file follow from. */
export type ResolvedSpec = Omit<Required<CsvFileSpec>, 'alterations'> & {
  readonly dialect: Dialect
  readonly alterations: readonly ResolvedAlteration[]
}

/** The instant that data counts back from unless another is asked for, so that a seed keeps its bytes. */
export const defaultReferenceTime = Date.UTC(2026, 0, 1)

/** What offsets, as doubles, and clients can count in: some 70 GB. */
const mostRows = 100_000_000
/** From the year 10000 on, dates have more digits than their columns. */
const lastReferenceTime = Date.UTC(9999, 0, 1) - 1

/**
 * @throws {TypeError} for a value of the wrong type
 * @throws {RangeError} for a value that is not among those expected, or an unknown name
 */
export function resolveSpec(spec: CsvFileSpec): ResolvedSpec {
  const dataset = datasetOf(spec.dataset)
  const contract = datasets[dataset]
  const parameters = contract.download.body.map(({ name, example }) => [name, [example, !example]] as const)
  const readings = openQuestions(contract).map((question) => [question.id, question.readings] as const)
  return {
    dataset,
    rows: wholeNumber('rows', spec.rows, 0, mostRows),
    seed: wholeNumber('seed', spec.seed ?? 1, 0, Number.MAX_SAFE_INTEGER),
    parameters: filledIn('parameters', spec.parameters, Object.fromEntries(parameters)),
    dialect: filledIn<string | boolean>('dialect', spec.dialect, dialectChoices) as unknown as Dialect,
    referenceTime: wholeNumber('referenceTime', spec.referenceTime ?? defaultReferenceTime, 0, lastReferenceTime),
    readings: filledIn('readings', spec.readings, Object.fromEntries(readings)),
    alterations: spec.alterations === undefined ? [] : resolveAlterations(spec.alterations),
  }
}

function datasetOf(given: string): DatasetSlug {
  if (typeof given === 'string' && isDatasetSlug(given)) return given
  throw wrong('dataset', given, 'string', oneOf(datasetSlugs))
}

/** A value for each member that there is: the one given, else the first of its choices. */
function filledIn<T extends string | boolean>(
  name: string,
  given: object = {},
  choices: Readonly<Record<string, readonly T[]>>,
): Record<string, T> {
  if (typeof given !== 'object' || given === null) throw wrong(name, given, 'object', 'an object')
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(choices, key))
  if (unknown !== undefined) {
    const names = Object.keys(choices)
    throw wrong(`a member of ${name}`, unknown, 'string', names.length === 0 ? 'none' : oneOf(names))
  }
  const filled = Object.entries(choices).map(([key, values]) => {
    const value = (given as Readonly<Record<string, T>>)[key] ?? values[0]!
    if (!values.includes(value)) throw wrong(`${name}.${key}`, value, typeof values[0], oneOf(values))
    return [key, value]
  })
  return Object.fromEntries(filled)
}
