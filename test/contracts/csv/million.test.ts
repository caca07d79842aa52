import { expect, test } from 'vitest'
import { datasetSlugs, outcomeOf, validateCsv } from '../../../contracts/index.ts'
import { openFile } from '../../support/csv-files.ts'

test.each(datasetSlugs)(
  '1,000,000 generated rows of %s have no finding, not even a warning',
  { timeout: 120_000 },
  async (dataset) => {
    const file = await openFile(dataset, { rows: 1_000_000 })
    const report = await validateCsv(dataset, file.bytes(), { now: Date.UTC(2026, 0, 1) })
    expect(report.verdicts.filter(({ result }) => result === 'failed')).toEqual([])
    expect(outcomeOf(report, { strict: true })).toBe('kept')
    expect(report.facts.rows).toBe(1_000_000)
  },
)
