import type { Report } from '../../../contracts/contract.ts'
import type { Opening } from '../../../contracts/csv/opening.ts'
import type { Timed } from './event.ts'

/** Where a demonstration is played, and how. */
export interface Beginning {
  readonly baseUrl: string
  readonly dataset: string
  readonly scenario: string | null
  /** How many times as fast as the machine's clock. */
  readonly speed: number
  /** What is to be known besides, as sentences. */
  readonly notes: readonly string[]
}

/** What shows a demonstration, from its beginning to its end. */
export interface View {
  begin(beginning: Beginning): void
  tell(timed: Timed): void
  /** @param rowCount of the whole file */
  showRows(opening: Opening, rowCount: number): void
  /** @param report `undefined` where nobody judges */
  showReport(report: Report | undefined): Promise<void>
  /** @param commands with what they are for */
  suggest(commands: readonly (readonly [command: string, purpose: string])[]): void
  /** Leaves the terminal as it was; also where the demonstration broke off. */
  end(): void
}
