import type { ProviderOptions, Report, Verdict } from '../../../contracts/index.ts'
import { recordProvider, type Snapshot, verifyProvider } from '../../../contracts/index.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Verifies without waiting between polls, and otherwise as it does by default: the CSV checker judges the files. */
export function verified(options: ProviderOptions): Promise<readonly Report[]> {
  return verifyProvider({ clock: new VirtualClock(), ...options })
}

export function recorded(
  options: ProviderOptions,
): Promise<{ readonly reports: readonly Report[]; readonly snapshot: Snapshot }> {
  const tool = { name: 'balkanid-mock', version: '1.2.3' }
  return recordProvider({ clock: new VirtualClock(), ...options, tool })
}

/** The ids of the rules with one of these results, each once. */
export function rulesThat(reports: readonly Report[], ...results: readonly Verdict['result'][]): readonly string[] {
  const ids = reports.flatMap(({ verdicts }) =>
    verdicts.filter(({ result }) => results.includes(result)).map(({ rule }) => rule.id),
  )
  return [...new Set(ids)]
}

/** The verdict on one rule of the first report. */
export function verdictOn(id: string, [report]: readonly Report[]): Verdict {
  const verdict = report?.verdicts.find(({ rule }) => rule.id === `provider/${id}`)
  if (verdict === undefined) throw new Error(`There is no rule "provider/${id}".`)
  return verdict
}

/** What a verdict shows first. */
export function whatItSays(verdict: Verdict): string {
  if (verdict.result === 'failed') return verdict.findings[0].received
  return verdict.result === 'passed' ? `${verdict.checked} checked` : verdict.reason
}
