import { stripVTControlCharacters } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { reportFormats, type Verdict } from '../../../contracts/index.ts'
import { columnsOf } from '../../../contracts/report/text/width.ts'
import { anyRun } from '../../support/any-run.ts'
import {
  all,
  clientReport,
  couldNotCheck,
  csvReport,
  failed,
  failing,
  hammering,
  inScenario,
  misplaced,
  notExercised,
  passed,
  report,
  rule,
  run,
  warning,
} from './samples.ts'

const { render } = reportFormats.console

test('a file that breaks the contract', () => {
  expect(render(run(csvReport))).toMatchInlineSnapshot(`
    "csv requests: export.csv
      ✗ failed  csv/missing-cell, 42 findings
        A record has as many cells as the header.
        must, documented: https://docs.example/export#csv
        • row 3, line 5, column 2 (App ID), byte 120
          received   2 cells
          expected   10 cells
          to mend    Write the missing cells, empty where there is nothing to say.
          and 41 more
      seen: rows 100 · line end LF

    ✗ The contract is broken: 1 failed, 1 passed.
    "
  `)
})

test('a client that keeps it, with a warning and all rules', () => {
  expect(render(run(clientReport), { verbose: true })).toMatchInlineSnapshot(`
    "client requests flaky-polls: http://127.0.0.1:4610/~flaky-polls
      a good client: It waits, and polls the same URL again.
      ! warning  client/waits-between-polls, 1 finding
        A client waits between two polls.
        should, assumed: https://docs.example/export#csv
        • received   gaps of 3 ms
          expected   at least 1000 ms between two polls
          to mend    Wait before you poll again.
          note       How long is not documented.
          exchanges  3, 4
          poll  gap   expected
          1     -     -
          2     3 ms  ≥ 1000 ms
      - not exercised  client/honours-retry-after: No answer had Retry-After.
      ✓ passed  csv/extra-cell, looked at 100 times

    ✓ The contract is kept: 1 warning, 1 not exercised, 1 passed.
    "
  `)
})

describe('findings that share what is expected and how to mend it', () => {
  test('are told in a line each, below what they share', () => {
    const note = 'The documentation contradicts itself here.'
    const findings = [3, 5, 8].map((row) => ({
      ...misplaced,
      note,
      place: { ...misplaced.place!, row, line: row + 1 },
    }))
    expect(render(run(failing(findings, { total: 1234 })))).toMatchInlineSnapshot(`
      "csv requests: export.csv
        ✗ failed  csv/missing-cell, 1,234 findings
          A record has as many cells as the header.
          must, documented: https://docs.example/export#csv
          expected   10 cells
          to mend    Write the missing cells, empty where there is nothing to say.
          note       The documentation contradicts itself here.
          • row 3, line 4, column 2 (App ID), byte 120: received 2 cells
          • row 5, line 6, column 2 (App ID), byte 120: received 2 cells
          • row 8, line 9, column 2 (App ID), byte 120: received 2 cells
            and 1,231 more

      ✗ The contract is broken: 1 failed.
      "
    `)
  })

  test('are named by the exchanges that show them, and a table that shows several is shown once', () => {
    const findings = [
      { ...hammering, exchanges: [3, 4] },
      { ...hammering, exchanges: [7] },
    ]
    expect(render(run(failing(findings)))).toMatchInlineSnapshot(`
      "csv requests: export.csv
        ✗ failed  csv/missing-cell, 2 findings
          A record has as many cells as the header.
          must, documented: https://docs.example/export#csv
          expected   at least 1000 ms between two polls
          to mend    Wait before you poll again.
          note       How long is not documented.
          • exchanges 3, 4: received gaps of 3 ms
          • exchange 7: received gaps of 3 ms
            poll  gap   expected
            1     -     -
            2     3 ms  ≥ 1000 ms

      ✗ The contract is broken: 1 failed.
      "
    `)
  })

  test('keep tables of their own', () => {
    const other = { ...hammering.evidence!, rows: [['7', '5 ms', '≥ 1000 ms']] }
    const lines = render(run(failing([hammering, { ...hammering, evidence: other }]))).split('\n')
    expect(lines.filter((line) => line.includes('≥ 1000 ms'))).toEqual([
      '      2     3 ms  ≥ 1000 ms',
      '      7     5 ms  ≥ 1000 ms',
    ])
  })

  test('are gathered, whatever stands between them', () => {
    const other = { ...misplaced, expected: '12 cells' }
    const lines = render(run(failing([misplaced, other, misplaced]))).split('\n')
    expect(lines.filter((line) => /received|expected/.test(line))).toEqual([
      '    expected   10 cells',
      '    • row 3, line 5, column 2 (App ID), byte 120: received 2 cells',
      '    • row 3, line 5, column 2 (App ID), byte 120: received 2 cells',
      '      received   2 cells',
      '      expected   12 cells',
    ])
  })

  test('take a line each, and what they share is there once, however many they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: 40 }), (rows) => {
        const findings = rows.map((row) => ({ ...misplaced, place: { row, line: row + 1, column: null, byte: row } }))
        const text = render(run(failing(findings)))
        expect(text.match(/^ {4}• (?:row \d+|header), .*: received 2 cells$/gm)).toHaveLength(rows.length)
        expect(text.match(/10 cells|Write the missing cells/g)).toEqual(['10 cells', 'Write the missing cells'])
      }),
    )
  })
})

test('what was seen is told in words', () => {
  const facts = {
    rows: 1234567,
    lineEnd: 'LF',
    'second-export': null,
    byteOrderMark: false,
    ranges: true,
    ratio: 0.0625,
    'file.its-reading': 'JSON',
  }
  expect(render(run(report({ facts })), { width: 200 })).toContain(
    'seen: rows 1,234,567 · line end LF · second export not known · byte order mark no · ranges yes · ratio 0.0625 · file.its-reading JSON\n',
  )
})

test('a rule that passed is a line, however often it was looked at', () => {
  const verdicts = [1, 2, 12345].map((checked, i): Verdict => ({ rule: rule(`csv/${i}`), result: 'passed', checked }))
  expect(
    render(run(report({ verdicts })), { verbose: true })
      .split('\n')
      .slice(1, 4),
  ).toEqual([
    '  ✓ passed  csv/0, looked at once',
    '  ✓ passed  csv/1, looked at 2 times',
    '  ✓ passed  csv/2, looked at 12,345 times',
  ])
})

test('a rule that could not be checked is told with the reason', () => {
  expect(render(run(report({ verdicts: [couldNotCheck] })))).toMatchInlineSnapshot(`
    "csv requests: export.csv
      ? could not check  provider/ranges: The service did not answer within 10 s.

    ? Some rules could not be checked; none that was is broken: 1 could not check.
    "
  `)
})

test('rules that could not be checked for one reason are told together', () => {
  const another = { ...couldNotCheck, rule: { ...couldNotCheck.rule, id: 'provider/another' } }
  expect(render(run(report({ verdicts: [couldNotCheck, another] })))).toContain(
    [
      '  ? could not check  2 rules: The service did not answer within 10 s.',
      '    provider/ranges, provider/another',
    ].join('\n'),
  )
})

describe('several reports', () => {
  test('begin with a matrix, which names the rules that failed', () => {
    expect(render(all).split('\n\n')[0]).toMatchInlineSnapshot(`
      "judge     scenario     outcome            failed rules
      csv                    ✗ broken           ✗ missing-cell
      client    flaky-polls  ✓ kept             ! waits-between-polls
      provider               ? could not check"
    `)
  })

  test('are told apart by their subject where nothing else does', () => {
    const text = render(run(report({ subject: 'a.csv' }), report({ subject: 'b.csv' })))
    expect(text.split('\n\n')[0]!.split('\n')).toEqual([
      'subject  outcome  failed rules',
      'a.csv    ✓ kept',
      'b.csv    ✓ kept',
    ])
  })

  test('are told below it, each rule that failed in the same way just once', () => {
    expect(render(run(csvReport, { ...csvReport, dataset: 'rbac2' }))).toMatchInlineSnapshot(`
      "dataset   outcome   failed rules
      requests  ✗ broken  ✗ missing-cell
      rbac2     ✗ broken  ✗ missing-cell

      csv requests: export.csv
        ✗ failed  csv/missing-cell, 42 findings
          A record has as many cells as the header.
          must, documented: https://docs.example/export#csv
          • row 3, line 5, column 2 (App ID), byte 120
            received   2 cells
            expected   10 cells
            to mend    Write the missing cells, empty where there is nothing to say.
            and 41 more
        1 failed, 1 passed
        seen: rows 100 · line end LF

      csv rbac2: export.csv
        ✗ failed  csv/missing-cell, 42 findings
          the same as in csv requests: export.csv
        1 failed, 1 passed
        seen: rows 100 · line end LF

      ✗ The contract is broken: 2 failed, 2 passed.
      "
    `)
  })
})

describe('a run in many scenarios', () => {
  const goodClient = 'It refuses the file.'
  const scenarios = run(
    inScenario('flaky-polls', [passed], 0),
    inScenario('broken/gzip', [failed, warning, passed], 0),
    inScenario('never-ready', [notExercised], 137),
    inScenario('late', [warning], 0),
  )

  test('is a row a scenario, with the exit code of the client, then what there is to look at', () => {
    expect(render(scenarios)).toMatchInlineSnapshot(`
      "scenario     outcome            exit  failed rules
      flaky-polls  ✓ kept             0
      broken/gzip  ✗ broken           0     ✗ missing-cell
                                            ! waits-between-polls
      never-ready  ? nothing checked  137
      late         ✓ kept             0     ! waits-between-polls

      client broken/gzip: s1
        ✗ failed  csv/missing-cell, 42 findings
          A record has as many cells as the header.
          must, documented: https://docs.example/export#csv
          • row 3, line 5, column 2 (App ID), byte 120
            received   2 cells
            expected   10 cells
            to mend    Write the missing cells, empty where there is nothing to say.
            and 41 more
        ! warning  client/waits-between-polls, 1 finding
          A client waits between two polls.
          should, assumed: https://docs.example/export#csv
          • received   gaps of 3 ms
            expected   at least 1000 ms between two polls
            to mend    Wait before you poll again.
            note       How long is not documented.
            exchanges  3, 4
            poll  gap   expected
            1     -     -
            2     3 ms  ≥ 1000 ms
        1 failed, 1 warning, 1 passed
        seen: exchanges 5 · exit code 0

      client never-ready: s1
        1 not exercised
        seen: exchanges 5 · exit code 137

      client late: s1
        ! warning  client/waits-between-polls, 1 finding
          the same as in client broken/gzip: s1
        1 warning
        seen: exchanges 5 · exit code 0

      ✗ The contract is broken: 1 failed, 2 warnings, 1 not exercised, 2 passed.
      No request came that a rule speaks of. Let the client ask for a download at the
      base URL of the mock, which exec hands it as BALKANID_BASE_URL.
      "
    `)
  })

  test('tells of a kept scenario in its row alone, and of all on request', () => {
    const kept = run(
      ...['a', 'b'].map((scenario) => ({ ...inScenario(scenario, [passed], 0), goodClient })),
      inScenario('c', [failed], 1),
    )
    const told = (text: string) => text.match(/^client \w+|a good client: .*/gm)
    expect(told(render(kept))).toEqual(['client c'])
    expect(told(render(kept, { verbose: true }))).toEqual([
      'client a',
      `a good client: ${goodClient}`,
      'client b',
      `a good client: ${goodClient}`,
      'client c',
    ])
  })

  test('keeps to 80 columns with the longest names', () => {
    const rules = ['sends-only-documented-members', 'keeps-secrets-from-storage'].map(
      (name): Verdict => ({ ...failed, rule: rule(`client/${name}`) }),
    )
    const names = Array.from({ length: 70 }, (_, i) => `broken/contradicting-rows-${i}`)
    const lines = render(run(...names.map((name) => inScenario(name, rules, 1)))).split('\n')
    expect(lines.filter((line) => columnsOf(line) > 80)).toEqual([])
    expect(lines.slice(0, 141).filter((line) => /^(?:broken\/|scenario| {20,}✗)/.test(line))).toHaveLength(141)
  })
})

describe('where nothing was checked', () => {
  test('it says what to do next', () => {
    expect(render(run(inScenario('flaky-polls', [notExercised], 0)))).toMatchInlineSnapshot(`
      "client flaky-polls: s1
        seen: exchanges 5 · exit code 0

      ? Nothing was checked: 1 not exercised.
      No request came that a rule speaks of. Let the client ask for a download at the
      base URL of the mock, which exec hands it as BALKANID_BASE_URL.
      "
    `)
  })

  test.each([
    ['csv', 'Name the dataset'],
    ['provider', 'Name a base URL'],
    ['client', 'Let the client ask for a download'],
  ] as const)('it does so for the judge of a %s', (judge, advice) => {
    const text = render(run(report({ judge, verdicts: [notExercised] })), { width: 200 })
    expect(text.split('? Nothing was checked: 1 not exercised.\n')[1]).toContain(advice)
  })

  test('it says so once for many scenarios', () => {
    const text = render(run(...['a', 'b'].map((name) => inScenario(name, [notExercised], 0))))
    expect(text.match(/No request came/g)).toHaveLength(1)
  })

  test('it says so of a run of no reports', () => {
    expect(render(run())).toBe('? Nothing was checked: no rules.\n')
  })
})

test('under strict a warning is a failure, and that is said', () => {
  expect(render({ ...run(clientReport), strict: true })).toContain('✗ failed  client/waits-between-polls')
  expect(render({ ...run(clientReport), strict: true })).toMatch(
    /The contract is broken: .* Warnings count as\sfailures\.\n$/,
  )
})

describe('colour', () => {
  test.each(['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS'])(
    'is there only when asked for, whatever %s says',
    (name) => {
      vi.stubEnv(name, '1')
      onTestFinished(() => {
        vi.unstubAllEnvs()
      })
      expect(render(run(csvReport))).not.toContain('\u001b')
      expect(render(run(csvReport), { colour: true })).toContain('\u001b[31m✗ failed')
    },
  )

  test('only adds to the text', () => {
    fc.assert(
      fc.property(anyRun, fc.boolean(), (each, verbose) => {
        expect(stripVTControlCharacters(render(each, { verbose, colour: true }))).toBe(render(each, { verbose }))
      }),
    )
  })
})

test('text of others cannot act on the terminal, nor forge a line', () => {
  const forged = '\u001b[2K\r✓ passed  csv/forged\n\u202E'
  const text = render(
    run(report({ subject: forged, verdicts: [{ ...passed, rule: rule('csv/a') }], facts: { a: forged } })),
  )
  expect(text.split('\n')[0]).toBe('csv requests: \\u001b[2K\\r✓ passed  csv/forged\\n\\u202e')
  expect(text).not.toMatch(/[^\n\P{C}]/u)
})

test('no control character but the line end is in it, whatever the reports hold', () => {
  fc.assert(
    fc.property(anyRun, fc.boolean(), (each, verbose) => {
      expect(render(each, { verbose })).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
    }),
  )
})

test('no line is wider than asked for, but one with the address of a source', () => {
  fc.assert(
    fc.property(anyRun, fc.integer({ min: 60, max: 160 }), (each, width) => {
      const lines = render(each, { width, verbose: true }).split('\n')
      expect(lines.filter((line) => columnsOf(line) > width && !/^ *https?:/i.test(line))).toEqual([])
    }),
  )
})

test('a long value is cut in the middle', () => {
  const finding = { ...misplaced, received: `"${'x'.repeat(5000)}"` }
  const text = render(
    run(report({ verdicts: [{ rule: rule('csv/a'), result: 'failed', findings: [finding], total: 1 }] })),
  )
  expect(text).toContain('[…4762 more…]')
  expect(text.length).toBeLessThan(1000)
})

test('the address of a source is left whole on a narrow screen', () => {
  const source = 'https://docs.example/a/rather/long/path/that/does/not/fit#into-a-line'
  const verdict = { rule: rule('csv/a', { source }), result: 'failed', findings: [misplaced], total: 1 } as const
  expect(render(run(report({ verdicts: [verdict] })), { width: 40 }).split('\n')).toContain(`    ${source}`)
})
