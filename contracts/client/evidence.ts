import type { Exchange } from './exchange.ts'

/** What a client is judged by: one sandbox's exchanges, and what is known besides. JSON-able. */
export interface ClientEvidence {
  /** The sandbox's id. */
  readonly sandbox: string
  /** Its scenario's name, or `null`. */
  readonly scenario: string | null
  /** Those that the journal has, each once, in any order: they are sorted by arrival. */
  readonly exchanges: readonly Exchange[]
  /** Those that are still known; one that is not is known by its exchanges alone. */
  readonly exports: readonly ExportEvidence[]
  /** How many exchanges the journal has forgotten. */
  readonly dropped: number
  /** When it was looked at: ISO 8601, by the sandbox's clock. */
  readonly now: string
  /**
   * How the client's run ended, by its own account: the exit code of a command, a promise that was kept or broken. Absent
   * where it is not known, or where the run was ended by somebody else.
   */
  readonly outcome?: 'succeeded' | 'failed'
  /** Whether the run was ended because its time was up. Then `outcome` is left out, and the fact of that name is `timed out`. */
  readonly timedOut?: boolean
  /** How the run of a good client ends in that scenario, where it says so: with the file, without it, or as it chooses. */
  readonly goodClientEnds?: 'well' | 'badly' | 'either'
  /** How the sandbox's clock runs. A manual one that stood still between two exchanges says nothing about a gap. */
  readonly clock?: 'real' | 'scaled' | 'manual'
}

/** One download job, as far as a judge needs it. */
export interface ExportEvidence {
  readonly id: string
  readonly dataset: string
  readonly state: 'preparing' | 'ready' | 'expired'
  /** ISO 8601, by the sandbox's clock, as are the next two. */
  readonly issuedAt: string
  readonly readyAt: string | null
  readonly expiresAt: string
  /** Of the file, in bytes; `null` where it is not known. */
  readonly size: number | null
  /** In what the file breaks the contract, whoever downloads it, as a clause; `null` where it holds it. */
  readonly damage: string | null
}
