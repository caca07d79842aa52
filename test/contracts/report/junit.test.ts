import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportFormats } from '../../../contracts/index.ts'
import { anyRun } from '../../support/any-run.ts'
import { junitErrors } from '../../support/xml-schema.ts'
import {
  all,
  clientReport,
  couldNotCheck,
  csvReport,
  failed,
  notExercised,
  passed,
  report,
  run,
  warning,
} from './samples.ts'

const { render } = reportFormats.junit

test('a report is a suite, a rule a case, and what failed says why', () => {
  expect(render(run(csvReport))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="balkanid-mock" tests="2" failures="1" errors="0">
      <testsuite name="csv requests: export.csv" tests="2" failures="1" errors="0" skipped="0">
        <properties>
          <property name="rows" value="100"/>
          <property name="line end" value="LF"/>
        </properties>
        <testcase name="csv/extra-cell" classname="balkanid-mock.csv requests: export_csv"/>
        <testcase name="csv/missing-cell" classname="balkanid-mock.csv requests: export_csv">
          <failure type="must" message="received 2 cells; expected 10 cells (the first of 42 findings)">
    A record has as many cells as the header.
    must, documented: https://docs.example/export#csv
    • row 3, line 5, column 2 (App ID), byte 120
      received   2 cells
      expected   10 cells
      to mend    Write the missing cells, empty where there is nothing to say.
    and 41 more</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `)
})

test.each([
  ['passed', passed, '<testcase name="csv/extra-cell" classname="balkanid-mock.csv requests: export_csv"/>'],
  ['failed', failed, '<failure type="must" message="received 2 cells; expected 10 cells (the first of 42 findings)">'],
  ['not exercised', notExercised, '<skipped message="No answer had Retry-After."/>'],
  [
    'could not check',
    couldNotCheck,
    '<error type="could-not-check" message="The service did not answer within 10 s.">',
  ],
  ['a warning', warning, '<system-out>'],
])('%s', (_, verdict, element) => {
  expect(render(run(report({ verdicts: [verdict] })))).toContain(element)
})

test('counts are what a CI service counts itself', () => {
  expect(render(all)).toContain('<testsuites name="balkanid-mock" tests="7" failures="1" errors="1">')
  expect(render(all)).toContain('" tests="3" failures="0" errors="0" skipped="1">')
})

test('under strict a warning is a failure', () => {
  expect(render({ ...run(clientReport), strict: true })).toContain('<failure type="should"')
})

test('equal reports have cases of different classes, as GitLab leaves out a case that it has seen', () => {
  const classes = render(run(csvReport, csvReport)).matchAll(/name="csv\/extra-cell" classname="([^"]*)"/g)
  expect([...classes].map(([, name]) => name)).toEqual([
    'balkanid-mock.csv requests: export_csv',
    'balkanid-mock.csv requests: export_csv (2)',
  ])
})

describe('the schema', () => {
  test('accepts every kind of verdict, and a run of nothing', async () => {
    expect(await junitErrors(render(all), render(run()), render({ ...all, strict: true }))).toEqual([])
  })

  test('accepts whatever the reports hold', async () => {
    const runs = fc.sample(anyRun, { seed: 4, numRuns: 200 })
    expect(await junitErrors(...runs.map((each) => render(each)))).toEqual([])
  })

  test.each([
    ['text that is not well-formed', (xml: string) => xml.replace('&amp;', '&')],
    ['a case without a name', (xml: string) => xml.replace('<testcase name="csv/extra-cell"', '<testcase')],
    ['a suite without counts', (xml: string) => xml.replace(/(<testsuite name="[^"]*") tests="\d+"/, '$1')],
    ['a case with two outcomes', (xml: string) => xml.replace('<failure', '<skipped/><failure')],
    [
      'an element that it does not know',
      (xml: string) => xml.replaceAll('failure>', 'broken>').replace('<failure', '<broken'),
    ],
  ])('refuses %s', async (_, spoil) => {
    const xml = render(run({ ...csvReport, subject: 'a&b.csv' }))
    expect(await junitErrors(xml)).toEqual([])
    expect(await junitErrors(spoil(xml))).not.toEqual([])
  })
})
