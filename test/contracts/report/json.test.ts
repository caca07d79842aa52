import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportDocument, reportFormats, reportSchema } from '../../../contracts/index.ts'
import { anyRun } from '../../support/any-run.ts'
import { validator } from '../../support/json-schema.ts'
import { all, csvReport, failed, report, rule, run } from './samples.ts'

const { render } = reportFormats.json
const errorsOf = validator(reportSchema)

test('it holds the outcome, the counts and the reports as they are', () => {
  expect(JSON.parse(render(run(csvReport)))).toEqual({
    format: 1,
    tool: { name: 'balkanid-mock', version: '1.2.3' },
    strict: false,
    outcome: 'broken',
    exitCode: 1,
    counts: { failed: 1, warning: 0, 'could-not-check': 0, 'not-exercised': 0, passed: 1 },
    reports: [
      {
        ...csvReport,
        outcome: 'broken',
        counts: { failed: 1, warning: 0, 'could-not-check': 0, 'not-exercised': 0, passed: 1 },
      },
    ],
  })
})

test("what a judge's own rule knows besides is not told", () => {
  const secret = { ...rule('csv/a'), cases: ['secret'], check: () => 'secret' }
  expect(render(run(report({ verdicts: [{ ...failed, rule: secret }] })))).not.toContain('secret')
})

describe('its schema', () => {
  test('accepts every kind of judge, verdict and finding', () => {
    expect(errorsOf(JSON.parse(render(all)))).toEqual([])
  })

  test('accepts a run of nothing', () => {
    expect(errorsOf(JSON.parse(render(run())))).toEqual([])
  })

  test('accepts every run, and what is written can be read back', () => {
    fc.assert(
      fc.property(anyRun, (each) => {
        const read: unknown = JSON.parse(render(each))
        expect(errorsOf(read)).toEqual([])
        expect(read).toEqual(JSON.parse(JSON.stringify(reportDocument(each))))
      }),
    )
  })

  const good = reportDocument(all)
  const [first] = good.reports
  const withReport = (changes: object) => ({ ...good, reports: [{ ...first, ...changes }] })
  const withVerdict = (changes: object) => withReport({ verdicts: [{ ...failed, ...changes }] })
  const withFinding = (changes: object) => withVerdict({ findings: [{ ...failed.findings[0], ...changes }] })

  test.each<[string, unknown]>([
    ['another format', { ...good, format: 2 }],
    ['a member that it does not know', { ...good, more: true }],
    ['no tool', { ...good, tool: undefined }],
    ['an exit code that is not that of the outcome', { ...good, exitCode: 0 }],
    ['an outcome of another kind', { ...good, outcome: 'fine', exitCode: 0 }],
    ['a judge of another kind', withReport({ judge: 'jury' })],
    ['a count that is missing', withReport({ counts: { failed: 1 } })],
    ['a fact that is a list', withReport({ facts: { rows: [1] } })],
    ['a verdict without a rule', withVerdict({ rule: undefined })],
    ['a failed verdict without a finding', withVerdict({ findings: [] })],
    ['a failed verdict with a reason', withVerdict({ reason: 'why' })],
    ['a verdict that passed with findings', withVerdict({ result: 'passed' })],
    ['a level of another kind', withVerdict({ rule: { ...failed.rule, level: 'may' } })],
    ['a basis of another kind', withVerdict({ rule: { ...failed.rule, basis: 'rumoured' } })],
    ['a finding without a remedy', withFinding({ remedy: undefined })],
    ['a place before the first line', withFinding({ place: { row: 1, line: 0, column: null, byte: 0 } })],
    ['a place without a byte', withFinding({ place: { row: 1, line: 1, column: null } })],
    ['evidence of numbers', withFinding({ evidence: { columns: ['gap'], rows: [[3]] } })],
  ])('refuses %s', (_, document) => {
    expect(errorsOf(JSON.parse(JSON.stringify(document)))).not.toEqual([])
  })

  test('the documents above are refused for what is wrong with them alone', () => {
    expect(errorsOf(JSON.parse(JSON.stringify(withFinding({}))))).toEqual([])
  })
})
