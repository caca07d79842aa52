import type { DatasetSlug, datasets } from '../../contracts/contract.ts'
import type { AnyGenerator } from '../rows.ts'
import { rbac2 } from './rbac2.ts'
import { requests } from './requests.ts'

/** The rows of every dataset of the contract: one that is missing, or stands under another's name, does not compile. */
export const generators: {
  readonly [S in DatasetSlug]: AnyGenerator & { readonly contract: (typeof datasets)[S] }
} = { requests, rbac2 }
