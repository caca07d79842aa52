import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RenderOptions, type Report, type Run, reportFormats } from '../../../contracts/index.ts'
import { anyRun } from '../../support/any-run.ts'
import { sarifErrors } from '../../support/sarif-schema.ts'
import {
  all,
  clientReport,
  couldNotCheck,
  csvReport,
  failed,
  hammering,
  misplaced,
  report,
  rule,
  run,
} from './samples.ts'

/** What the tests read of a log. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
      readonly invocations: readonly [
        { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly object[] },
      ]
      readonly results: readonly {
        readonly ruleId: string
        readonly ruleIndex: number
        readonly kind?: string
        readonly level: string
        readonly message: { readonly text: string; readonly markdown?: string }
        readonly locations: readonly object[]
        readonly partialFingerprints: { readonly 'finding/v1': string }
      }[]
    },
  ]
}

function logOf(of: Run, options?: RenderOptions): Log {
  return JSON.parse(reportFormats.sarif.render(of, options)) as Log
}

test('a rule says what it demands, where that is from, and how it is known', () => {
  expect(logOf(run(csvReport)).runs[0].tool.driver.rules[1]).toMatchInlineSnapshot(`
    {
      "defaultConfiguration": {
        "level": "error",
      },
      "fullDescription": {
        "text": "A record has as many cells as the header. (must, documented: https://docs.example/export#csv)",
      },
      "help": {
        "markdown": "A record has as many cells as the header.

    must, documented: [https&#58;//docs.example/export&#35;csv](<https://docs.example/export#csv>)",
        "text": "A record has as many cells as the header. (must, documented: https://docs.example/export#csv)",
      },
      "helpUri": "https://docs.example/export#csv",
      "id": "csv/missing-cell",
      "properties": {
        "basis": "documented",
      },
      "shortDescription": {
        "text": "A record has as many cells as the header.",
      },
    }
  `)
})

test('a finding in a file is an error with its line', () => {
  expect(logOf(run(csvReport)).runs[0].results).toMatchInlineSnapshot(`
    [
      {
        "level": "error",
        "locations": [
          {
            "logicalLocations": [
              {
                "kind": "column",
                "name": "App ID",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "uri": "export.csv",
              },
              "region": {
                "properties": {
                  "byteOffset": 120,
                  "row": 3,
                },
                "startLine": 5,
              },
            },
          },
        ],
        "message": {
          "text": "Received 2 cells; expected 10 cells. Write the missing cells, empty where there is nothing to say.",
        },
        "partialFingerprints": {
          "finding/v1": "157ce037f8cd77c56b8d09287da63e4a:1",
        },
        "ruleId": "csv/missing-cell",
        "ruleIndex": 1,
      },
    ]
  `)
})

test('a finding at a client is placed by judge, dataset and scenario, and shows its table', () => {
  const [result] = logOf(run(clientReport)).runs[0].results
  expect(result).toMatchObject({
    level: 'warning',
    locations: [
      {
        logicalLocations: [
          { name: 'http://127.0.0.1:4610/~flaky-polls', fullyQualifiedName: 'client/requests/flaky-polls' },
        ],
      },
    ],
  })
  expect(result?.message.markdown).toContain('| <code>2</code> | <code>3 ms</code> | <code>≥ 1000 ms</code> |')
})

test('each rule is there once, and results point at theirs', () => {
  const [{ tool, results }] = logOf(run(csvReport, clientReport, csvReport), { verbose: true }).runs
  const ids = tool.driver.rules.map(({ id }) => id)
  expect(ids).toEqual([
    'csv/extra-cell',
    'csv/missing-cell',
    'client/waits-between-polls',
    'client/honours-retry-after',
  ])
  expect(results.map(({ ruleIndex }) => ids[ruleIndex])).toEqual(results.map(({ ruleId }) => ruleId))
})

test('what could not be checked makes the invocation a failure, and is no result', () => {
  const [{ invocations, results }] = logOf(run(report({ verdicts: [couldNotCheck] }))).runs
  expect(results).toEqual([])
  expect(invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [
      { level: 'error', message: { text: couldNotCheck.reason }, associatedRule: { id: 'provider/ranges' } },
    ],
  })
})

test('where all could be checked the invocation was successful, broken or not', () => {
  expect(logOf(run(csvReport)).runs[0].invocations[0].executionSuccessful).toBe(true)
})

test('that not all findings are listed is noted', () => {
  expect(logOf(run(csvReport)).runs[0].invocations[0].toolExecutionNotifications).toMatchObject([
    { level: 'note', message: { text: 'Findings that are not listed: 41.' } },
  ])
})

test('with verbose, rules without a finding are results of their kind, of no level', () => {
  const kinds = logOf(all, { verbose: true }).runs[0].results.map(({ kind, level }) => `${kind} ${level}`)
  expect(kinds.toSorted()).toEqual([
    'notApplicable none',
    'open none',
    'pass none',
    'pass none',
    'pass none',
    'undefined error',
    'undefined warning',
  ])
})

test('under strict a warning is an error', () => {
  expect(logOf({ ...run(clientReport), strict: true }).runs[0].results[0]?.level).toBe('error')
})

describe('fingerprints', () => {
  const fingerprintsOf = (...reports: Report[]) =>
    logOf(run(...reports)).runs[0].results.map(({ partialFingerprints }) => partialFingerprints['finding/v1'])
  const withFindings = (...findings: readonly [typeof misplaced, ...(typeof misplaced)[]]) =>
    report({ verdicts: [{ ...failed, findings, total: findings.length }] })
  const elsewhere = { ...misplaced, place: { ...misplaced.place!, row: 70, line: 80, byte: 9000 } }
  const other = { ...misplaced, received: '3 cells' }

  test('stay the same when the finding moves', () => {
    expect(fingerprintsOf(withFindings(elsewhere))).toEqual(fingerprintsOf(withFindings(misplaced)))
  })

  test('stay the same when the file is called something else', () => {
    expect(fingerprintsOf({ ...csvReport, subject: 'other.csv' })).toEqual(fingerprintsOf(csvReport))
  })

  test('tell equal findings apart by counting them', () => {
    const [first, second, third] = fingerprintsOf(withFindings(misplaced, elsewhere, other))
    expect([first?.split(':')[1], second?.split(':')[1], third?.split(':')[1]]).toEqual(['1', '2', '1'])
    expect(second?.split(':')[0]).toBe(first?.split(':')[0])
    expect(third?.split(':')[0]).not.toBe(first?.split(':')[0])
  })

  test.each([
    ['another rule', report({ verdicts: [{ ...failed, rule: rule('csv/other') }] })],
    ['another dataset', report({ verdicts: [failed], dataset: 'rbac2' })],
    ['another scenario', report({ verdicts: [failed], scenario: 'flaky-polls' })],
  ])('of %s are others', (_, changed) => {
    expect(fingerprintsOf(changed)).not.toEqual(fingerprintsOf(report({ verdicts: [failed] })))
  })

  test('of a client do not hang on the times that were measured', () => {
    const measured = (received: string) =>
      fingerprintsOf({
        ...clientReport,
        verdicts: [{ ...failed, findings: [{ ...hammering, received }], total: 1 }],
      })
    expect(measured('gaps of 4 ms')).toEqual(measured('gaps of 3 ms'))
  })
})

describe('the schema of OASIS', () => {
  test('accepts every kind of verdict, and a run of nothing', () => {
    expect(sarifErrors(logOf(all, { verbose: true }))).toEqual([])
    expect(sarifErrors(logOf(run()))).toEqual([])
  })

  test('accepts whatever the reports hold', () => {
    fc.assert(
      fc.property(anyRun, fc.boolean(), (each, verbose) => {
        expect(sarifErrors(logOf(each, { verbose }))).toEqual([])
      }),
    )
  })

  test('refuses what is none', () => {
    const log = logOf(all)
    expect(sarifErrors({ ...log, version: '2.0.0' })).not.toEqual([])
    expect(sarifErrors({ ...log, runs: [{ ...log.runs[0], results: [{ level: 'fatal' }] }] })).not.toEqual([])
  })
})
