import type { Basis, Dataset } from '../dataset.ts'
import type { Rule } from '../report/report.ts'
import { type CsvRule, documentation } from './rule.ts'

const fromWeakest: readonly Basis[] = ['assumed', 'inferred', 'documented']

/** The rule as reports show it for one dataset: with the page that promises it, and how well we know it. */
export function resolveRule(rule: CsvRule, dataset: Dataset): Rule {
  const { id, level, requirement } = rule
  const bases = rule.basesIn?.(dataset) ?? []
  return {
    id,
    level,
    requirement,
    source: rule.source === documentation ? dataset.download.source : rule.source,
    basis: fromWeakest.find((basis) => bases.includes(basis)) ?? rule.basis,
  }
}
