/** What serving needs of the contract: the data, and the rules by which clients are judged. */
export type { ClientEvidence, ExportEvidence } from './client/evidence.ts'
export type { Body, Exchange, Field, Phase } from './client/exchange.ts'
export { judgeClient } from './client/judge.ts'
export {
  type ClientOption,
  type ClientOptionName,
  type ClientOptions,
  clientOptionDefaults,
  clientOptions,
} from './client/options.ts'
export type { ClientRule } from './client/rule.ts'
export { clientRules } from './client/rules/index.ts'
export { timelineOf } from './client/timeline.ts'
export { type Harm, harmOf } from './csv/harm.ts'
export { type CsvRule, csvRuleName, type Mutation, type ProjectedColumn } from './csv/rule.ts'
export { csvRules } from './csv/rules/index.ts'
export type {
  Agreement,
  Basis,
  BodyParameter,
  Column,
  ColumnName,
  Contradiction,
  Dataset,
  Download,
  Format,
  JsonSchema,
  OpenQuestion,
  ParametersOf,
  ReadingsOf,
} from './dataset.ts'
export { openQuestions } from './dataset.ts'
export {
  type DatasetSlug,
  datasetSlugs,
  datasets,
  downloadPath,
  forEachDataset,
  isDatasetSlug,
  notEmulatedYet,
} from './datasets/index.ts'
export { type Decision, decisions } from './decisions.ts'
export { downloadApi } from './download-api.ts'
export { parseGoDuration } from './formats/index.ts'
export {
  type CsvJudge,
  defaultLimits,
  type ProviderClock,
  type ProviderLimits,
  ProviderOptionError,
  type ProviderOptions,
} from './provider/options.ts'
export { isReportFormat, type ReportFormatName, reportFormatNames, reportMediaTypes } from './report/format-names.ts'
export {
  breaks,
  type CsvPlace,
  exitCodeOf,
  type Finding,
  type Judge,
  type Level,
  type Outcome,
  outcomeOf,
  type Report,
  type Result,
  type Rule,
  type Strictness,
  type Table,
  type Verdict,
  worstOf,
} from './report/report.ts'
export { exitCodesOfJudging } from './report/wording.ts'
