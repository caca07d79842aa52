import type { Finding, Rule } from '../report/report.ts'
import type { ClientLog } from './log.ts'
import type { ResolvedClientOptions } from './options.ts'

/** A rule about clients. */
export interface ClientRule extends Rule {
  /** Why it was not exercised, where nothing happened that it speaks of: a sentence. */
  readonly idle: string
  /** Looks at everything that it speaks of, once. */
  readonly check: (log: ClientLog, options: ResolvedClientOptions) => Iterable<Observation>
}

/** What a rule saw at one place where it applies. */
export type Observation =
  | { readonly is: 'kept' }
  /** The finding is asked for only where it is shown: a client may break a rule a hundred thousand times. */
  | { readonly is: 'broken'; readonly finding: () => Finding }
  /** @property reason why it cannot be told, as a sentence that says what would help */
  | { readonly is: 'unclear'; readonly reason: string }

export const kept: Observation = { is: 'kept' }

export function broken(finding: () => Finding): Observation {
  return { is: 'broken', finding }
}

export function unclear(reason: string): Observation {
  return { is: 'unclear', reason }
}
