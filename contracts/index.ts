/** What must hold: the documented contract of the bulk API, as data. */
export * from './contract.ts'
export * from './judges.ts'
