import type { Dataset } from '../dataset.ts'
import type { Finding, Rule, Verdict } from '../report/report.ts'
import type { Observations } from './observations.ts'

/** A rule about a service. It sees nothing but observations, and asks for nothing. */
export interface ProviderRule extends Omit<Rule, 'source'> {
  /** The page that it follows from: the documentation has one for each dataset. */
  readonly source: (dataset: Dataset) => string
  readonly check: (observations: Observations) => Ruling
}

type Of<V, Result> = V extends { readonly result: Result } ? Omit<V, 'rule'> : never

/** A verdict whose rule goes without saying. */
export type Ruling =
  | Of<Verdict, 'passed'>
  | Of<Verdict, 'failed'>
  | { readonly result: 'not-exercised' | 'could-not-check'; readonly reason: string }

export const documented = ({ download }: Dataset): string => download.source

/** A section of RFC 9110, HTTP Semantics. */
export function rfc9110(section: string): ProviderRule['source'] {
  return () => `https://www.rfc-editor.org/rfc/rfc9110#section-${section}`
}

/** What came of looking at one thing: it keeps the rule, breaks it, or something keeps us from telling. */
export type Look = 'kept' | Finding | { readonly obstacle: string }

export function obstacle(sentence: string): { readonly obstacle: string } {
  return { obstacle: sentence }
}

/**
 * One breach fails the rule, else one obstacle leaves it unchecked, else it has passed.
 * @param looks one for each thing that the rule speaks of
 * @param without why there is none
 */
export function judged(looks: readonly Look[], without: string): Ruling {
  const findings = withoutRepeats(
    looks.filter((look): look is Finding => typeof look === 'object' && 'received' in look),
  )
  const [first, ...others] = findings
  if (first !== undefined) return { result: 'failed', findings: [first, ...others], total: findings.length }
  for (const look of looks) {
    if (typeof look === 'object' && 'obstacle' in look) return { result: 'could-not-check', reason: look.obstacle }
  }
  return looks.length === 0 ? { result: 'not-exercised', reason: without } : { result: 'passed', checked: looks.length }
}

/** Each export of a dataset shows the same breach once more. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.received}\n${finding.expected}`, finding])).values()]
}

/** What it comes to for one dataset. */
export function verdictOf(rule: ProviderRule, dataset: Dataset, observations: Observations): Verdict {
  const { id, level, requirement, source, basis, check } = rule
  return { rule: { id, level, requirement, source: source(dataset), basis }, ...check(observations) }
}
