import type { Finding, Report, Verdict } from '../report/report.ts'
import type { ClientEvidence } from './evidence.ts'
import { type ClientLog, readLog } from './log.ts'
import { type ClientOptions, type ResolvedClientOptions, resolveClientOptions } from './options.ts'
import type { ClientRule } from './rule.ts'
import { clientRules } from './rules/index.ts'

/** As many findings of a rule are shown. */
const mostFindings = 10

/**
 * Judges a client by what it sent. The same exchanges give the same report, in whatever order they are handed in.
 * @param options what the documentation does not say; see `clientOptions` for units and defaults
 * @throws {RangeError} for an option that is no number from 0 on; never for what a client has sent
 */
export function judgeClient(evidence: ClientEvidence, options: ClientOptions = {}): Report {
  const resolved = resolveClientOptions(options)
  const log = readLog(evidence)
  return {
    judge: 'client',
    subject: evidence.sandbox,
    ...(evidence.scenario !== null && { scenario: evidence.scenario }),
    verdicts: clientRules.map((rule) => verdictOf(rule, log, resolved)),
    facts: factsOf(log),
  }
}

/** Broken beats unclear, which beats kept: nothing has passed that could not be looked at. */
function verdictOf(client: ClientRule, log: ClientLog, options: ResolvedClientOptions): Verdict {
  const { idle, check, ...rule } = client
  const findings: Finding[] = []
  let checked = 0
  let total = 0
  let reason: string | undefined
  for (const observation of check(log, options)) {
    if (observation.is === 'unclear') reason ??= observation.reason
    else checked++
    if (observation.is !== 'broken') continue
    if (findings.length < mostFindings) findings.push(observation.finding())
    total++
  }
  const [first, ...more] = findings
  if (first !== undefined) return { rule, result: 'failed', findings: [first, ...more], total }
  if (reason !== undefined) return { rule, result: 'could-not-check', reason }
  return checked === 0 ? { rule, result: 'not-exercised', reason: idle } : { rule, result: 'passed', checked }
}

function factsOf({ evidence, calls, stories }: ClientLog): Report['facts'] {
  const count = (of: (story: ClientLog['stories'][number]) => number) =>
    stories.reduce((sum, each) => sum + of(each), 0)
  return {
    exchanges: evidence.exchanges.length,
    forgotten: evidence.dropped,
    calls: calls.length,
    exports: stories.filter(({ id }) => id !== null).length,
    polls: count(({ polls }) => polls.length),
    downloads: count(({ downloads }) => downloads.length),
    outcome: evidence.timedOut ? 'timed out' : (evidence.outcome ?? null),
  }
}
