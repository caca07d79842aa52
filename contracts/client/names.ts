import type { Exchange } from './exchange.ts'

// The words by which rules know what the service did. They are those of a server, which nothing here may import; a test
// holds them to its lists.

/** Faults that rules speak of. */
export const faultNames = [
  'delay',
  'slow',
  'stall',
  'reset',
  'wrong-length',
  'truncate',
  'html',
  'gzip',
  'replace-file',
  'malformed',
] as const
export type FaultName = (typeof faultNames)[number]

/** What can be wrong with a request, as far as rules speak of it. */
export const problemNames = [
  'changed-url',
  'unsigned',
  'malformed-signature',
  'unreadable-url',
  'unknown-signing-key',
  'wrong-method',
  'expired',
  'too-early',
  'method-not-allowed',
  'body-not-json',
] as const
export type ProblemName = (typeof problemNames)[number]

/** What a problem begins with that a fault has made up; the status follows. */
export const simulatedProblem = 'simulated-'

export function isSimulated({ problem }: Exchange): boolean {
  return problem?.startsWith(simulatedProblem) ?? false
}

/** The faults that acted, and the alterations that the file has. */
export function faultsOf({ fault }: Exchange): readonly string[] {
  return fault === null ? [] : fault.split(', ')
}

/** Whether one of some faults acted. */
export function hasFault(exchange: Exchange, ...wanted: readonly FaultName[]): boolean {
  return exchange.fault !== null && faultsOf(exchange).some((fault) => (wanted as readonly string[]).includes(fault))
}

/** Whether one of some problems was what was wrong with the request. */
export function hasProblem({ problem }: Exchange, ...wanted: readonly ProblemName[]): boolean {
  return problem !== null && (wanted as readonly string[]).includes(problem)
}
