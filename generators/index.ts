/** Data that holds: CSV files that keep the documented contract, made from a seed. */
export { type AlterationName, type AlterationSpec, alterations } from './alterations/index.ts'
export { CsvFile, fingerprintOf } from './csv-file.ts'
export { type Dialect, defaultDialect } from './dialect.ts'
export { type CsvFileSpec, defaultReferenceTime } from './spec.ts'
