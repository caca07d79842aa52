import type { CsvFileSpec } from '../../generators/index.ts'
import type { Answer } from '../delivery/answer.ts'
import type { Export, ExportStore } from '../exports/export-store.ts'
import type { DurationShape, Members, Of, ReadMembers } from '../shapes/index.ts'

/** The three steps of a download, in which a fault can act. */
export const phases = ['call', 'poll', 'download'] as const
export type FaultPhase = (typeof phases)[number]

/** What a fault may know of the exchange in which it acts. */
export interface FaultContext {
  readonly phase: FaultPhase
  readonly method: string
  /** The target's path, as the client's sandbox sees it. */
  readonly path: string
  /** The request's. */
  readonly id: string
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly now: number
  /** The export that is polled or downloaded. A call has none yet. */
  readonly found: Export | undefined
  /** Those of the sandbox. */
  readonly exports: ExportStore
  /** What the fault kept in mind, for this export or, in calls, for the sandbox. */
  readonly memory: Memory
}

/** One number for each deviation: an instant, a count. */
export interface Memory {
  get(): number | undefined
  set(value: number): void
}

/**
 * One way in which the service can misbehave. What it does is told by the functions that it has, which are called in
 * this order; all of them are pure but `effect`.
 */
export interface Fault<
  M extends Members = Members,
  N extends string = string,
  P extends readonly FaultPhase[] = readonly FaultPhase[],
> {
  readonly name: N
  /** A sentence: what a client meets. */
  readonly summary: string
  readonly phases: P
  readonly options: M
  /** Whether it still acts on an exchange for which it is not the time: what it began goes on. */
  readonly holds?: (context: FaultContext, options: ReadMembers<M>) => boolean
  /** What it does to the export. */
  readonly effect?: (exports: ExportStore, found: Export, options: ReadMembers<M>) => void
  /** The file that the export has from its point of view. */
  readonly spec?: (spec: CsvFileSpec, options: ReadMembers<M>) => CsvFileSpec
  /** What is answered instead of what the service would say; the service then never sees the request. */
  readonly answer?: (context: FaultContext, options: ReadMembers<M>) => Answer
  /** What becomes of the answer; the same one where it leaves it alone. */
  readonly alter?: (answer: Answer, options: ReadMembers<M>, context: FaultContext) => Answer
}

/** A fault whose options are known by their own shape alone. */
export interface AnyFault extends Omit<Fault, 'holds' | 'effect' | 'spec' | 'answer' | 'alter'> {
  holds?(context: FaultContext, options: object): boolean
  effect?(exports: ExportStore, found: Export, options: object): void
  spec?(spec: CsvFileSpec, options: object): CsvFileSpec
  answer?(context: FaultContext, options: object): Answer
  alter?(answer: Answer, options: object, context: FaultContext): Answer
}

/** Infers name, phases, and the types of a fault's options from their shapes. */
export function fault<const M extends Members, const N extends string, const P extends readonly FaultPhase[]>(
  definition: Fault<M, N, P>,
): Fault<M, N, P> {
  return definition
}

/** Options as they can be given: a duration may be a text, which is read as milliseconds. */
export type Given<M extends Members> = {
  readonly [O in keyof M as M[O]['isRequired'] extends true ? O : never]: Input<M[O]['shape']>
} & {
  readonly [O in keyof M as M[O]['isRequired'] extends true ? never : O]?: Input<M[O]['shape']>
}

type Input<S> = S extends DurationShape ? number | string : Of<S>
