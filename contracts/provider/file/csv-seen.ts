import type { Dataset } from '../../dataset.ts'
import type { CsvPlace, Report, Rule } from '../../report/report.ts'
import { safeColumnName } from '../safe/column-name.ts'
import type { Tokens } from '../tokens.ts'

/** What the CSV checker found, without a single cell. */
export interface CsvSeen {
  readonly passed: number
  readonly failed: readonly CsvBreach[]
  /** Rules that it could not check, by id. */
  readonly unchecked: readonly string[]
}

export interface CsvBreach {
  readonly rule: Rule
  readonly total: number
  readonly place: CsvPlace | null
}

export function csvSeen(verdicts: Report['verdicts'], dataset: Dataset, tokens: Tokens): CsvSeen {
  return {
    passed: verdicts.filter(({ result }) => result === 'passed').length,
    failed: verdicts.flatMap((verdict) => {
      if (verdict.result !== 'failed') return []
      const { rule, total, findings } = verdict
      const { id, level, requirement, source, basis } = rule
      const place = findings[0].place ?? null
      return [{ rule: { id, level, requirement, source, basis }, total, place: place && safe(place, dataset, tokens) }]
    }),
    unchecked: verdicts.flatMap(({ rule, result }) => (result === 'could-not-check' ? [rule.id] : [])),
  }
}

function safe({ row, line, column, byte }: CsvPlace, dataset: Dataset, tokens: Tokens): CsvPlace {
  const named = column && { number: column.number, name: safeColumnName(column.name, dataset, tokens) }
  return { row, line, column: named, byte }
}
