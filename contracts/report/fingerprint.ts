import { createHash } from 'node:crypto'
import type { Finding, Report, Rule } from './report.ts'

/**
 * Names findings so that the same one has the same name in the next run, although rows were added before it. Goes by the
 * rule, by the dataset and scenario, and in a file by the column and what was received; equal ones are counted.
 * @returns a function with a memory, to be called in the order of the findings of one run
 */
export function fingerprints(): (report: Report, rule: Rule, finding: Finding) => string {
  const seen = new Map<string, number>()
  return ({ judge, dataset, scenario }, { id }, { place, received, expected }) => {
    // What a service or a client did differs from run to run: gaps, counts, addresses.
    const inFile = place === undefined ? [] : [place.column?.name, received, expected]
    const hash = createHash('sha256')
      .update(JSON.stringify([judge, dataset, scenario, id, ...inFile]))
      .digest('hex')
      .slice(0, 32)
    const nth = (seen.get(hash) ?? 0) + 1
    seen.set(hash, nth)
    return `${hash}:${nth}`
  }
}
