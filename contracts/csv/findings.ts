import type { Finding, Rule, Verdict } from '../report/report.ts'

/** What a rule has come to so far. Keeps the first findings and counts them all. */
export class Findings {
  /** How many things it has looked at. */
  checked = 0
  private total = 0
  private readonly kept: Finding[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  /** @param make is called only if the finding is kept */
  add(make: () => Finding): void {
    this.total++
    if (this.kept.length < this.most) this.kept.push(make())
  }

  /**
   * @param unexercised what becomes of it without a finding, and why, as a sentence; `undefined`: it has passed
   */
  verdict(rule: Rule, unexercised: Unexercised | undefined): Verdict {
    const { total, checked } = this
    const [first, ...others] = this.kept
    if (first !== undefined) return { rule, result: 'failed', findings: [first, ...others], total }
    if (unexercised !== undefined) return { rule, ...unexercised }
    return { rule, result: 'passed', ...(checked > 0 && { checked }) }
  }
}

export interface Unexercised {
  readonly result: 'not-exercised' | 'could-not-check'
  readonly reason: string
}
