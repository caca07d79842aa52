/** What must hold: the documented contract of the bulk API, as data. */
export type {
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
