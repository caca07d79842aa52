/** Data that holds: CSV files that keep the documented contract, made from a seed. */
export { CsvFile, type CsvFileSpec, defaultReferenceTime, fingerprintOf } from './csv-file.ts'
export { type Dialect, defaultDialect } from './dialect.ts'
export { LruCache } from './lru-cache.ts'
