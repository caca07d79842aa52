import {
  breaks,
  exitCodeOf,
  type Judge,
  type Outcome,
  outcomeOf,
  type Report,
  type Result,
  type Verdict,
  worstOf,
} from './report.ts'
import type { Run } from './report-format.ts'

/** How a verdict counts: a failed `should` is a warning, unless warnings break the contract too. */
export type Standing = Result | 'warning'

/** From worst to best, the order in which people read. */
export const standings = [
  'failed',
  'warning',
  'could-not-check',
  'not-exercised',
  'passed',
] as const satisfies readonly Standing[]

/** How many verdicts count as what. */
export type Counts = Readonly<Record<Standing, number>>

export interface ReportSummary {
  readonly report: Report
  /** What is judged, in one line. No two reports of a run have the same. */
  readonly name: string
  readonly outcome: Outcome
  readonly counts: Counts
}

export interface RunSummary {
  readonly outcome: Outcome
  readonly exitCode: number
  readonly counts: Counts
  readonly reports: readonly ReportSummary[]
}

/** What a run comes to. All renderers show these numbers. */
export function summaryOf({ reports, strict = false }: Run): RunSummary {
  const names = distinct(reports.map(titleOf))
  const summaries = reports.map((report, i) => ({
    report,
    name: names[i]!,
    outcome: outcomeOf(report, { strict }),
    counts: countsOf(report.verdicts, strict),
  }))
  const outcome = worstOf(summaries.map((summary) => summary.outcome))
  return {
    outcome,
    exitCode: exitCodeOf[outcome],
    counts: countsOf(
      reports.flatMap(({ verdicts }) => verdicts),
      strict,
    ),
    reports: summaries,
  }
}

function standingOf(verdict: Verdict, strict = false): Standing {
  return verdict.result === 'failed' && !breaks(verdict, strict) ? 'warning' : verdict.result
}

/** Whether a verdict is listed where there is no room for all: passed and not exercised only on request. */
function isListed(standing: Standing, verbose = false): boolean {
  return verbose || (standing !== 'passed' && standing !== 'not-exercised')
}

/** The verdicts that are listed, from worst to best, and in the order of the rules among equals. */
export function listed(
  { verdicts }: Report,
  strict = false,
  verbose = false,
): readonly { readonly verdict: Verdict; readonly standing: Standing }[] {
  const standing = verdicts.map((verdict) => ({ verdict, standing: standingOf(verdict, strict) }))
  return standings
    .filter((each) => isListed(each, verbose))
    .flatMap((each) => standing.filter((verdict) => verdict.standing === each))
}

/**
 * The reports that are told in a section of their own. Of a run in many scenarios, these are the ones in which something is
 * to be looked at: the others are told by their row.
 */
export function toldApart(reports: readonly ReportSummary[], verbose = false): readonly ReportSummary[] {
  if (verbose || reports.length === 1) return reports
  return reports.filter(
    ({ report, outcome, counts }) => report.scenario === undefined || outcome !== 'kept' || counts.warning > 0,
  )
}

/** Says of a verdict in which report before this one just the same was told, so that it need not be told again. */
export type ToldBefore = (verdict: Verdict, summary: ReportSummary) => ReportSummary | undefined

export function toldBeforeIn(reports: readonly ReportSummary[]): ToldBefore {
  const firsts = new Map<string, ReportSummary>()
  for (const summary of reports) {
    for (const told of summary.report.verdicts.map(textOf)) {
      if (!firsts.has(told)) firsts.set(told, summary)
    }
  }
  return (verdict, summary) => {
    const first = firsts.get(textOf(verdict))
    return first === summary ? undefined : first
  }
}

/** By its rule's name alone: a judge's own rules know more than reports tell. */
function textOf(verdict: Verdict): string {
  return JSON.stringify({ ...verdict, rule: verdict.rule.id })
}

/** The judges that checked nothing, each once. */
export function idleJudges(reports: readonly ReportSummary[]): readonly Judge[] {
  const idle = reports.filter(({ outcome }) => outcome === 'nothing-checked')
  return [...new Set(idle.map(({ report }) => report.judge))]
}

export function countsOf(verdicts: readonly Verdict[], strict = false): Counts {
  const found = verdicts.map((verdict) => standingOf(verdict, strict))
  const count = (standing: Standing) => found.filter((each) => each === standing).length
  return Object.fromEntries(standings.map((standing) => [standing, count(standing)])) as Record<Standing, number>
}

/** How many findings there are beyond those that a verdict holds. */
export function leftOut(verdict: Verdict): number {
  return verdict.result === 'failed' ? verdict.total - verdict.findings.length : 0
}

/** `csv rbac2: export.csv`, `client flaky-polls: http://127.0.0.1:4610/~a`. */
function titleOf({ judge, dataset, scenario, subject }: Report): string {
  return `${[judge, dataset, scenario].filter((part) => part !== undefined).join(' ')}: ${subject}`
}

/** Numbers what is there more than once: `a`, `a (2)`. */
function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let candidate = name
    for (let n = 2; taken.has(candidate); n++) candidate = `${name} (${n})`
    taken.add(candidate)
    return candidate
  })
}
