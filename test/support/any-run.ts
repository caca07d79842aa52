import * as fc from 'fast-check'
import type { Finding, Report, Rule, Run, Verdict } from '../../contracts/index.ts'
import { anyText } from './hostile-text.ts'

const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constantFrom('csv/a', 'csv/b', 'provider/c', 'client/d'),
  level: fc.constantFrom('must', 'should'),
  requirement: anyText,
  source: fc.oneof(anyText, fc.webUrl({ withFragments: true, withQueryParameters: true })),
  basis: fc.constantFrom('documented', 'inferred', 'assumed'),
})

const place = fc.record({
  row: fc.option(fc.nat()),
  line: fc.integer({ min: 1, max: 1_000_000 }),
  column: fc.option(fc.record({ number: fc.integer({ min: 1, max: 99 }), name: anyText })),
  byte: fc.nat(),
})

const table = fc.integer({ min: 1, max: 4 }).chain((columns) => {
  const cells = fc.array(anyText, { minLength: columns, maxLength: columns })
  return fc.record({ columns: cells, rows: fc.array(cells, { maxLength: 3 }) })
})

const finding: fc.Arbitrary<Finding> = fc.record(
  {
    received: anyText,
    expected: anyText,
    remedy: anyText,
    note: anyText,
    place,
    exchanges: fc.array(fc.nat(), { maxLength: 3 }),
    evidence: table,
  },
  { requiredKeys: ['received', 'expected', 'remedy'] },
)

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({ rule, result: fc.constant('passed' as const), checked: fc.nat() }, { requiredKeys: ['rule', 'result'] }),
  fc
    .record({ rule, first: finding, others: fc.array(finding, { maxLength: 2 }), more: fc.nat({ max: 100 }) })
    .map(({ rule, first, others, more }) => ({
      rule,
      result: 'failed' as const,
      findings: [first, ...others] as const,
      total: 1 + others.length + more,
    })),
  fc.record({ rule, result: fc.constantFrom('not-exercised' as const, 'could-not-check' as const), reason: anyText }),
)

const report: fc.Arbitrary<Report> = fc.record(
  {
    judge: fc.constantFrom('csv' as const, 'provider' as const, 'client' as const),
    subject: anyText,
    dataset: anyText,
    scenario: anyText,
    goodClient: anyText,
    verdicts: fc.array(verdict, { maxLength: 4 }),
    facts: fc.dictionary(anyText, fc.oneof(anyText, fc.double(), fc.boolean(), fc.constant(null)), { maxKeys: 3 }),
  },
  { requiredKeys: ['judge', 'subject', 'verdicts', 'facts'] },
)

/** Any run, with any text wherever there is text. */
export const anyRun: fc.Arbitrary<Run> = fc.record({
  tool: fc.record({ name: fc.constant('balkanid-mock'), version: fc.constant('1.2.3') }),
  reports: fc.array(report, { maxLength: 3 }),
  strict: fc.boolean(),
})
