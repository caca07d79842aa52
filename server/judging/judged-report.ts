import type { Report } from '../../contracts/contract.ts'
import { type ReportDocument, reportDocument } from '../../contracts/report/json.ts'
import { version } from '../version.ts'

/** A report as the JSON report has it: with what it comes to, and without what only the judge knows of its rules. */
export type JudgedReport = ReportDocument['reports'][number]

export function judgedReport(report: Report): JudgedReport {
  return reportDocument({ tool: { name: 'balkanid-mock', version }, reports: [report] }).reports[0]!
}
