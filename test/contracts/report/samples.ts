import type { Finding, Report, Rule, Run, Verdict } from '../../../contracts/index.ts'

/** A rule as reports show it. */
export function rule(id: string, changes: Partial<Rule> = {}): Rule {
  return {
    id,
    level: 'must',
    requirement: 'A record has as many cells as the header.',
    source: 'https://docs.example/export#csv',
    basis: 'documented',
    ...changes,
  }
}

/** One with a place, as the CSV checker finds them. */
export const misplaced: Finding = {
  received: '2 cells',
  expected: '10 cells',
  remedy: 'Write the missing cells, empty where there is nothing to say.',
  place: { row: 3, line: 5, column: { number: 2, name: 'App ID' }, byte: 120 },
}

/** One with a table, as the client judge finds them. */
export const hammering: Finding = {
  received: 'gaps of 3 ms',
  expected: 'at least 1000 ms between two polls',
  remedy: 'Wait before you poll again.',
  note: 'How long is not documented.',
  exchanges: [3, 4],
  evidence: {
    columns: ['poll', 'gap', 'expected'],
    rows: [
      ['1', '-', '-'],
      ['2', '3 ms', '≥ 1000 ms'],
    ],
  },
}

export const failed = {
  rule: rule('csv/missing-cell'),
  result: 'failed',
  findings: [misplaced],
  total: 42,
} as const satisfies Verdict
export const warning: Verdict = {
  rule: rule('client/waits-between-polls', {
    level: 'should',
    requirement: 'A client waits between two polls.',
    basis: 'assumed',
  }),
  result: 'failed',
  findings: [hammering],
  total: 1,
}
export const passed: Verdict = { rule: rule('csv/extra-cell'), result: 'passed', checked: 100 }
export const notExercised: Verdict = {
  rule: rule('client/honours-retry-after'),
  result: 'not-exercised',
  reason: 'No answer had Retry-After.',
}
export const couldNotCheck = {
  rule: rule('provider/ranges'),
  result: 'could-not-check',
  reason: 'The service did not answer within 10 s.',
} as const satisfies Verdict

export function report(changes: Partial<Report> = {}): Report {
  return { judge: 'csv', subject: 'export.csv', dataset: 'requests', verdicts: [passed], facts: {}, ...changes }
}

export function run(...reports: readonly Report[]): Run {
  return { tool: { name: 'balkanid-mock', version: '1.2.3' }, reports }
}

export const csvReport = report({ verdicts: [passed, failed], facts: { rows: 100, 'line end': 'LF' } })
export const clientReport = report({
  judge: 'client',
  subject: 'http://127.0.0.1:4610/~flaky-polls',
  dataset: 'requests',
  scenario: 'flaky-polls',
  goodClient: 'It waits, and polls the same URL again.',
  verdicts: [warning, notExercised, passed],
})
export const providerReport = report({
  judge: 'provider',
  subject: 'http://127.0.0.1:4610',
  verdicts: [couldNotCheck, passed],
})

/** Of one rule that failed, with those findings. */
export function failing(findings: readonly Finding[], { total = findings.length } = {}): Report {
  const [first, ...others] = findings
  return report({
    verdicts: [{ rule: rule('csv/missing-cell'), result: 'failed', findings: [first!, ...others], total }],
  })
}

/** Of a client that was run in a scenario. */
export function inScenario(scenario: string, verdicts: readonly Verdict[], exitCode: number): Report {
  const facts = { exchanges: 5, 'exit-code': exitCode }
  return { judge: 'client', subject: 's1', scenario, verdicts, facts }
}

/** Every kind of verdict, of every judge. */
export const all = run(csvReport, clientReport, providerReport)
