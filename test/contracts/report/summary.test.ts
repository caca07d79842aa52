import { describe, expect, test } from 'vitest'
import { exitCodeOf, exitCodesOfJudging, summaryOf } from '../../../contracts/index.ts'
import { all, clientReport, csvReport, failed, report, run, warning } from './samples.ts'

const none = { failed: 0, warning: 0, 'could-not-check': 0, 'not-exercised': 0, passed: 0 }

test('a run counts the verdicts of all its reports, and each report its own', () => {
  const { counts, reports } = summaryOf(all)
  expect(counts).toEqual({ failed: 1, warning: 1, 'could-not-check': 1, 'not-exercised': 1, passed: 3 })
  expect(reports.map((each) => each.counts)).toEqual([
    { ...none, failed: 1, passed: 1 },
    { ...none, warning: 1, 'not-exercised': 1, passed: 1 },
    { ...none, 'could-not-check': 1, passed: 1 },
  ])
})

test('a run comes to the worst of its reports', () => {
  expect(summaryOf(all)).toMatchObject({ outcome: 'broken', exitCode: 1 })
  expect(summaryOf(all).reports.map(({ outcome }) => outcome)).toEqual(['broken', 'kept', 'could-not-check'])
})

test('a run of no reports checked nothing', () => {
  expect(summaryOf(run())).toEqual({ outcome: 'nothing-checked', exitCode: 4, counts: none, reports: [] })
})

test('under strict a failed should counts as failed', () => {
  const reports = [report({ verdicts: [failed, warning] })]
  expect(summaryOf(run(...reports)).counts).toEqual({ ...none, failed: 1, warning: 1 })
  expect(summaryOf({ ...run(...reports), strict: true }).counts).toEqual({ ...none, failed: 2 })
})

test('a report is named after what it judged, and no two have the same name', () => {
  const { reports } = summaryOf(run(csvReport, clientReport, csvReport, csvReport))
  expect(reports.map(({ name }) => name)).toEqual([
    'csv requests: export.csv',
    'client requests flaky-polls: http://127.0.0.1:4610/~flaky-polls',
    'csv requests: export.csv (2)',
    'csv requests: export.csv (3)',
  ])
})

describe('the exit codes for help texts', () => {
  test('are those of the outcomes, and 2', () => {
    expect(exitCodesOfJudging.map(({ code }) => code)).toEqual([0, 1, 2, 3, 4])
    expect(exitCodesOfJudging.map(({ code }) => code)).toEqual([...Object.values(exitCodeOf), 2].sort())
  })

  test('are told in a sentence each', () => {
    expect(exitCodesOfJudging.map(({ code, meaning }) => `${code} ${meaning}`)).toMatchInlineSnapshot(`
      [
        "0 The contract is kept.",
        "1 The contract is broken.",
        "2 The command was called wrongly, and nothing was judged.",
        "3 Some rules could not be checked; none that was is broken.",
        "4 Nothing was checked.",
      ]
    `)
  })
})
