/** What judges files and services, and writes down what any judge says. */
export { CsvChecker } from './csv/checker.ts'
export { mutate } from './csv/mutate.ts'
export type { CsvOptions } from './csv/options.ts'
export { validateCsv } from './csv/validate.ts'
export { answersOf, type Question, questionsOf } from './provider/answers.ts'
export { type Comparison, type ComparisonRow, compareSnapshot, type Likeness } from './provider/compare.ts'
export type { Observations } from './provider/observations.ts'
export type { ProviderRule, Ruling } from './provider/rule.ts'
export { providerRules } from './provider/rules/index.ts'
export {
  type DatasetSnapshot,
  parseSnapshot,
  type Snapshot,
  SnapshotError,
  type Tool,
} from './provider/snapshot.ts'
export { recordProvider, verifyProvider } from './provider/verify.ts'
export { reportFormats } from './report/index.ts'
export { type ReportDocument, reportDocument } from './report/json.ts'
export { reportSchema } from './report/json-schema.ts'
export type { RenderOptions, ReportFormat, Run } from './report/report-format.ts'
export { type Counts, type ReportSummary, type RunSummary, type Standing, summaryOf } from './report/summary.ts'
export { rules } from './rules.ts'
