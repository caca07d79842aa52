import { clientRules } from './client/rules/index.ts'
import { resolveRule } from './csv/resolve-rule.ts'
import { csvRules } from './csv/rules/index.ts'
import type { Dataset } from './dataset.ts'
import { datasets } from './datasets/index.ts'
import { providerRules } from './provider/rules/index.ts'
import type { Rule } from './report/report.ts'

const all: readonly Dataset[] = Object.values(datasets)

/**
 * Every rule that is judged by: those for CSV files, services and clients, in the order of their reports. What differs
 * from dataset to dataset is as for the first to which the rule applies.
 */
export const rules: readonly Rule[] = [
  ...csvRules.map((rule) => resolveRule(rule, all.find(rule.appliesTo) ?? all[0]!)),
  ...[...providerRules.map((rule) => ({ ...rule, source: rule.source(all[0]!) })), ...clientRules].map(
    ({ id, level, requirement, source, basis }): Rule => ({ id, level, requirement, source, basis }),
  ),
]
