import type { Io } from './io.ts'

/** One flag, as data: parsing, help text and the README's table come from it. */
export interface Flag {
  /** What stands for the value in help texts, such as `N`; absent for a switch. */
  readonly value?: string
  readonly short?: string
  /** May be given several times; in the environment the values are separated by commas. */
  readonly multiple?: boolean
  readonly description: string
  /** As help texts show it. */
  readonly default?: string
  /** The options of the program that the flag sets, by which a wrong value is traced back to it. */
  readonly sets: readonly string[]
  /** Completes the sentence "expected …", where the words for the option would not fit the flag. */
  readonly expected?: string
}

export type Flags = Readonly<Record<string, Flag>>

/** What was given for each flag: the values in order, and where they stood. */
export interface Given {
  readonly values: readonly string[]
  /** `--seed` or `BALKANID_MOCK_SEED` */
  readonly from: string
}

export type GivenFlags = ReadonlyMap<string, Given>

export interface Command {
  readonly name: string
  readonly summary: string
  /** Positional arguments as the usage line shows them. */
  readonly usage: string
  /** What its first argument can be, with a sentence on each, where the command is several in one. */
  readonly actions?: Readonly<Record<string, string>>
  readonly flags: Flags
  /** Its exit code tells whether the contract was kept. */
  readonly judges?: true
  /** @returns the exit code @throws {UsageError} @throws {OptionError} @throws {Failure} */
  run(given: GivenFlags, positionals: readonly string[], io: Io): Promise<number>
}

/** The command was called wrongly: one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command could not do its work: one sentence, exit code 1, or 3 of a command that judges. */
export class Failure extends Error {
  override readonly name = 'Failure'
}
