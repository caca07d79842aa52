// `GET /__mock/contract` and `…/data/…`, as the page reads them.
import type { contractDescription } from '../../../admin/data/contract-description.ts'

export type Contract = ReturnType<typeof contractDescription>
export type DatasetContract = Contract['datasets'][number]
export type ColumnContract = DatasetContract['columns'][number]

export type { Preview } from '../../../admin/data/preview.ts'

/** A scenario as `GET /__mock/scenarios` lists it. */
export interface Scenario {
  readonly name: string
  readonly summary: string
  readonly goodClient?: string
  readonly goodClientEnds?: 'well' | 'badly' | 'either'
}
