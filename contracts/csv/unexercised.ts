import type { Dataset } from '../dataset.ts'
import type { Inspected } from './inspected.ts'

/** What there was of a file to look at. */
export interface Seen {
  readonly dataset: Dataset
  readonly bytes: number
  readonly rows: number
  readonly hasHeader: boolean
}

/** Why a rule without a finding had nothing to look at, as a sentence; `undefined` where it had something. */
export function whyUnexercised({ rule, check, findings }: Inspected, seen: Seen): string | undefined {
  if (!rule.appliesTo(seen.dataset)) return 'The dataset has no column that it speaks of.'
  if (seen.bytes === 0) return 'The file is empty.'
  if (check.on === 'header') return seen.hasHeader ? undefined : 'There is no header row.'
  if (check.on === 'flaw' && check.needs === undefined) return undefined
  if (findings.checked > 0) return undefined
  if (check.on === 'flaw' && check.needs === 'line ends') return 'There is only one line.'
  if (seen.rows === 0) return 'There are no rows.'
  if (check.on === 'row' && check.idle !== undefined) return check.idle
  return check.on === 'flaw' ? 'No row could be read without damage.' : 'No row has a filled cell that it speaks of.'
}
