import { judgedCsv } from '../csv-breaches.ts'
import { documented, type ProviderRule } from '../rule.ts'

export const csvKeepsConventions: ProviderRule = {
  id: 'provider/csv-keeps-conventions',
  level: 'should',
  requirement: 'The file keeps every rule of its CSV format that is a should.',
  source: documented,
  basis: 'inferred',
  check: (observations) => judgedCsv(observations, 'should'),
}
