import type { Basis } from '../dataset.ts'

/** How much a breach weighs: of a `must` it breaks the contract, of a `should` it is a warning. */
export type Level = 'must' | 'should'

/** A sentence of the contract that can be checked, as every report shows it. How it is checked is the judge's business. */
export interface Rule {
  /** Whose it is and what it is about: `csv/missing-column`, `provider/head-has-no-body`, `client/polls-with-head`. */
  readonly id: string
  readonly level: Level
  /** One sentence that says what must, or should, hold. */
  readonly requirement: string
  /** The page of the documentation (or the standard) that it follows from. */
  readonly source: string
  readonly basis: Basis
}

/** Where in a CSV file something was found. */
export interface CsvPlace {
  /** Which record after the header, from 1; 0 is the header. `null` where it concerns the file as a whole. */
  readonly row: number | null
  /** The line of the file on which the record (or the cell, where there is one) begins, from 1. */
  readonly line: number
  /** Its number from 1, and the name that the header gives it. */
  readonly column: { readonly number: number; readonly name: string } | null
  /** Offset in bytes, from 0. */
  readonly byte: number
}

/** Text in columns that shows a finding at a glance, such as poll, gap, expected. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One breach of a rule. */
export interface Finding {
  readonly received: string
  /** Completes the sentence "expected …". */
  readonly expected: string
  /** How to mend it, as a sentence. */
  readonly remedy: string
  /** What else is known of it, as a sentence: a nearest name, a contradiction of the documentation. */
  readonly note?: string
  readonly place?: CsvPlace
  /** The numbers of the exchanges that show it. */
  readonly exchanges?: readonly number[]
  readonly evidence?: Table
}

/** What became of one rule. Passed only where it was looked at. */
export type Verdict =
  | { readonly rule: Rule; readonly result: 'passed'; readonly checked?: number }
  | {
      readonly rule: Rule
      readonly result: 'failed'
      /** The first ones. */
      readonly findings: readonly [Finding, ...Finding[]]
      /** How many there are in all. */
      readonly total: number
    }
  | {
      readonly rule: Rule
      /** `not-exercised`: nothing happened that it speaks of. `could-not-check`: something kept us from looking. */
      readonly result: 'not-exercised' | 'could-not-check'
      /** A sentence. */
      readonly reason: string
    }

export type Result = Verdict['result']

export type Judge = 'csv' | 'provider' | 'client'

/** What a judge says of one file, one service's dataset, or one client. All reports are made of these. */
export interface Report {
  readonly judge: Judge
  /** What was judged: a file name, a base URL, a sandbox. Never a secret. */
  readonly subject: string
  readonly dataset?: string
  /** In which scenario, for clients. */
  readonly scenario?: string
  /** What a good client does in that scenario, as a sentence. */
  readonly goodClient?: string
  /** In the order of the rules. */
  readonly verdicts: readonly Verdict[]
  /** What was seen besides, by name: rows, bytes, line end. Nothing in it is judged. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
}

/** What a report, or several, come to. */
export type Outcome = 'kept' | 'broken' | 'could-not-check' | 'nothing-checked'

/** The exit codes of every command that judges. 2 is left to calling it wrongly. */
export const exitCodeOf: Readonly<Record<Outcome, number>> = {
  kept: 0,
  broken: 1,
  'could-not-check': 3,
  'nothing-checked': 4,
}

export interface Strictness {
  /** Whether warnings break the contract too. @default false */
  readonly strict?: boolean
}

/** Broken beats could not check, which beats kept; without a rule that passed or failed, nothing was checked. */
export function outcomeOf(report: Report, { strict = false }: Strictness = {}): Outcome {
  const { verdicts } = report
  if (verdicts.some((verdict) => breaks(verdict, strict))) return 'broken'
  if (verdicts.some(({ result }) => result === 'could-not-check')) return 'could-not-check'
  return verdicts.some(({ result }) => result === 'passed' || result === 'failed') ? 'kept' : 'nothing-checked'
}

const fromWorst: readonly Outcome[] = ['broken', 'could-not-check', 'nothing-checked', 'kept']

/** The worst of several; of none, that nothing was checked. */
export function worstOf(outcomes: readonly Outcome[]): Outcome {
  return fromWorst.find((outcome) => outcomes.includes(outcome)) ?? 'nothing-checked'
}

/** Whether a verdict breaks the contract: a failed `must`, and under `strict` a failed `should`. */
export function breaks({ result, rule }: Verdict, strict = false): boolean {
  return result === 'failed' && (strict || rule.level === 'must')
}
