/** A number that the documentation does not give, and that a judge cannot do without. */
export interface ClientOption {
  /** Completes "the …" in a help text. */
  readonly description: string
  readonly unit: 'ms' | 'polls' | 'tries'
  readonly default: number
  readonly basis: 'assumed'
}

/** What can be chosen about the rules for clients. Time is in milliseconds of the sandbox's clock. */
export const clientOptions = {
  minGapMs: {
    description: 'shortest wait between an answer and the next poll',
    unit: 'ms',
    default: 100,
    basis: 'assumed',
  },
  backOffAfter: {
    description: 'number of polls of one export after which the waits have to be longer',
    unit: 'polls',
    default: 10,
    basis: 'assumed',
  },
  backedOffGapMs: { description: 'shortest wait from then on', unit: 'ms', default: 1000, basis: 'assumed' },
  budgetMs: {
    description: 'longest time for which an export may be polled that is never ready',
    unit: 'ms',
    default: 900_000,
    basis: 'assumed',
  },
  mostPolls: {
    description: 'largest number of polls of an export that is never ready',
    unit: 'polls',
    default: 1000,
    basis: 'assumed',
  },
  mostTries: {
    description: 'largest number of calls, or of downloads of one export, that fail one after the other',
    unit: 'tries',
    default: 10,
    basis: 'assumed',
  },
  mostRefusals: {
    description: 'largest number of equal requests, one after the other, that get a final refusal',
    unit: 'tries',
    default: 5,
    basis: 'assumed',
  },
} as const satisfies Readonly<Record<string, ClientOption>>

export type ClientOptionName = keyof typeof clientOptions

export type ClientOptions = { readonly [O in ClientOptionName]?: number | undefined }

export type ResolvedClientOptions = { readonly [O in ClientOptionName]: number }

const names = Object.keys(clientOptions) as readonly ClientOptionName[]

export const clientOptionDefaults = Object.fromEntries(
  names.map((name) => [name, clientOptions[name].default]),
) as ResolvedClientOptions

/** @throws {RangeError} for what is no number from 0 on; infinite ones lift a limit */
export function resolveClientOptions(chosen: ClientOptions): ResolvedClientOptions {
  const resolve = (name: ClientOptionName): number => {
    const value = chosen[name] ?? clientOptionDefaults[name]
    if (typeof value === 'number' && value >= 0) return value
    const { unit } = clientOptions[name]
    throw new RangeError(`Received ${String(value)} for ${name}; expected a number of ${unit}, 0 or more. Correct it.`)
  }
  return Object.fromEntries(names.map((name) => [name, resolve(name)])) as ResolvedClientOptions
}
