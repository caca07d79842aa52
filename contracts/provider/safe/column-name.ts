import { unstarred } from '../../csv/header.ts'
import type { Dataset } from '../../dataset.ts'
import type { Tokens } from '../tokens.ts'

/**
 * A documented name as it is, plain or starred, and a token for any other: where quotation marks or line ends are not
 * as they should be, somebody's data stands where names were expected.
 */
export function safeColumnName(name: string, { download }: Dataset, tokens: Tokens): string {
  return download.columns.some((column) => column.name === unstarred(name)) ? name : tokens.of('value', name)
}
