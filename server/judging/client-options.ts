import { type ClientOptionName, type ClientOptions, clientOptions } from '../../contracts/contract.ts'
import type { Duration } from '../options.ts'
import { duration, type Members, object, oneOf, optional, wholeNumber } from '../shapes/index.ts'

/** How a client is judged; the numbers that the documentation does not give can be chosen. */
export type ClientReportOptions = {
  /** `minGap` for `minGapMs`: whoever chooses a duration need not count in milliseconds. */
  readonly [O in ClientOptionName as O extends `${infer Name}Ms` ? Name : O]?: O extends `${string}Ms`
    ? Duration
    : number
} & {
  /** How the client's run ended, where that is known: some rules cannot be told from its requests alone. */
  readonly outcome?: 'succeeded' | 'failed' | 'timed out'
}

const names = Object.keys(clientOptions) as readonly ClientOptionName[]

/** The numbers that can be chosen, by the names under which they can be. */
export const clientOptionMembers: Members = Object.fromEntries(
  names.map((name) => {
    const { description, unit, default: absent } = clientOptions[name]
    const shape = unit === 'ms' ? duration() : wholeNumber(0)
    return [publicName(name), optional(shape, { description, unit, default: absent })]
  }),
)

export const clientReportShape = object({
  ...clientOptionMembers,
  outcome: optional(oneOf(['succeeded', 'failed', 'timed out']), {
    description: "How the client's run ended. Without it, rules that depend on it may not be told.",
  }),
})

/** What the judge is told, of what was read by `clientReportShape`. */
export function asClientOptions(read: Readonly<Record<string, unknown>>): ClientOptions {
  return Object.fromEntries(names.map((name) => [name, read[publicName(name)]]))
}

function publicName(name: ClientOptionName): string {
  return name.replace(/Ms$/, '')
}
