/** @import { Report } from './types.ts' */

/** What a good client passes over: a column that it does not know. */
const passedOver = 'csv/extra-column'

/**
 * Why a client cannot use a file, by the report of the CSV checker.
 * @param {Report} report @returns {string | undefined} a sentence; nothing where it can be used
 */
export function flawOf({ verdicts }) {
  for (const verdict of verdicts) {
    const { rule } = verdict
    if (verdict.result !== 'failed' || rule.level !== 'must' || rule.id === passedOver) continue
    const [{ received, expected }] = verdict.findings
    return `The file breaks ${rule.id}: received ${received}, expected ${expected}.`
  }
  return undefined
}
