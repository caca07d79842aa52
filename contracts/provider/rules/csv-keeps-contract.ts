import { judgedCsv } from '../csv-breaches.ts'
import { documented, type ProviderRule } from '../rule.ts'

export const csvKeepsContract: ProviderRule = {
  id: 'provider/csv-keeps-contract',
  level: 'must',
  requirement: 'The file keeps every rule of its CSV format that is a must.',
  source: documented,
  basis: 'documented',
  check: (observations) => judgedCsv(observations, 'must'),
}
