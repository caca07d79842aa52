import type { Findings } from './findings.ts'
import type { Check, CsvRule } from './rule.ts'

/** A rule with what it has come to. */
export interface Inspected<C extends Check = Check> {
  readonly rule: CsvRule
  readonly check: C
  readonly findings: Findings
}

export type CheckOn<On extends Check['on']> = Extract<Check, { readonly on: On }>

/** Those that look at one kind of thing. */
export function inspectedOn<On extends Check['on']>(all: readonly Inspected[], on: On): Inspected<CheckOn<On>>[] {
  return all.filter((each): each is Inspected<CheckOn<On>> => each.check.on === on)
}
