import { reportMediaTypes } from './format-names.ts'
import type { Finding, Outcome, Report, Rule, Verdict } from './report.ts'
import type { ReportFormat, Run } from './report-format.ts'
import { type Counts, type ReportSummary, summaryOf } from './summary.ts'

/** A run as JSON, for programs. The shape is held by the JSON Schema in json-schema.ts. */
export const json: ReportFormat = {
  name: 'json',
  summary: 'JSON with every verdict, for programs; its schema comes with the package.',
  mediaType: reportMediaTypes.json,
  extension: '.json',
  render: (run) => `${JSON.stringify(reportDocument(run), undefined, 2)}\n`,
}

/** What the JSON report holds. */
export interface ReportDocument {
  /** Raised when something is taken away or changes its meaning. Members may be added without: the schema is that of a version. */
  readonly format: 1
  readonly tool: Run['tool']
  readonly strict: boolean
  readonly outcome: Outcome
  readonly exitCode: number
  readonly counts: Counts
  readonly reports: readonly (Report & Pick<ReportSummary, 'outcome' | 'counts'>)[]
}

export function reportDocument(run: Run): ReportDocument {
  const { outcome, exitCode, counts, reports } = summaryOf(run)
  return {
    format: 1,
    tool: { name: run.tool.name, version: run.tool.version },
    strict: run.strict ?? false,
    outcome,
    exitCode,
    counts,
    reports: reports.map((summary) => reportMember(summary)),
  }
}

function reportMember({ report, outcome, counts }: ReportSummary): ReportDocument['reports'][number] {
  const { judge, subject, dataset, scenario, goodClient, verdicts, facts } = report
  return {
    judge,
    subject,
    ...defined({ dataset, scenario, goodClient }),
    outcome,
    counts,
    verdicts: verdicts.map(verdictMember),
    facts,
  }
}

/** Member by member: a judge's own rules know more than reports tell, such as how they are checked. */
function verdictMember(verdict: Verdict): Verdict {
  const rule = ruleMember(verdict.rule)
  switch (verdict.result) {
    case 'passed':
      return { rule, result: verdict.result, ...defined({ checked: verdict.checked }) }
    case 'failed': {
      const [first, ...others] = verdict.findings
      return {
        rule,
        result: verdict.result,
        total: verdict.total,
        findings: [findingMember(first), ...others.map(findingMember)],
      }
    }
    case 'not-exercised':
    case 'could-not-check':
      return { rule, result: verdict.result, reason: verdict.reason }
    default:
      return verdict satisfies never
  }
}

function ruleMember({ id, level, requirement, source, basis }: Rule): Rule {
  return { id, level, requirement, source, basis }
}

function findingMember({ received, expected, remedy, note, place, exchanges, evidence }: Finding): Finding {
  return { received, expected, remedy, ...defined({ note, place, exchanges, evidence }) }
}

/** Without the members that are `undefined`. */
function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never
}
