import type { CsvRule } from './rule.ts'

/**
 * What a breach does to whoever reads the file: its rows cannot be had as they were meant, single cells (or columns) are
 * wrong, or nothing.
 */
export type Harm = 'rows' | 'cells' | 'nothing'

export function harmOf({ level, check, harm }: CsvRule): Harm {
  if (harm !== undefined) return harm
  if (level === 'should') return 'nothing'
  return check.on === 'flaw' || check.on === 'header' ? 'rows' : 'cells'
}
