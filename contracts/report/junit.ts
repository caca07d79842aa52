import { findingListLines, sentence, value } from './finding-text.ts'
import { reportMediaTypes } from './format-names.ts'
import { breaks, type Verdict } from './report.ts'
import type { ReportFormat, Run } from './report-format.ts'
import { type Counts, leftOut, type ReportSummary, summaryOf } from './summary.ts'
import { element, type Xml } from './text/xml.ts'

/**
 * JUnit XML as CI services read it: a report is a test suite, a rule a test case. Could-not-check is an error,
 * not-exercised is skipped, and a warning is a passed case that tells of it in its output. No times, as none are known.
 * @source https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export const junit: ReportFormat = {
  name: 'junit',
  summary: 'JUnit XML, which CI services show as tests: a test case per rule.',
  mediaType: reportMediaTypes.junit,
  extension: '.xml',
  render(run) {
    const { reports, counts } = summaryOf(run)
    const suites = reports.map((summary) => suite(summary, run))
    const root = element('testsuites', { name: run.tool.name, ...totals(counts) }, suites)
    return `${['<?xml version="1.0" encoding="UTF-8"?>', ...root].join('\n')}\n`
  },
}

function suite({ report, name, counts }: ReportSummary, { tool, strict }: Run): Xml {
  const facts = Object.entries(report.facts).map(([fact, seen]) =>
    element('property', { name: value(fact), value: value(String(seen)) }),
  )
  // GitLab takes two cases of one class name and name for one; Jenkins reads a dot as the end of a package.
  const classname = `${tool.name}.${value(name).replaceAll('.', '_')}`
  return element('testsuite', { name: value(name), ...totals(counts), skipped: counts['not-exercised'] }, [
    ...(facts.length === 0 ? [] : [element('properties', {}, facts)]),
    ...report.verdicts.map((verdict) =>
      element('testcase', { name: verdict.rule.id, classname }, details(verdict, strict ?? false)),
    ),
  ])
}

function totals(counts: Counts) {
  const tests = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { tests, failures: counts.failed, errors: counts['could-not-check'] }
}

function details(verdict: Verdict, strict: boolean): readonly Xml[] {
  switch (verdict.result) {
    case 'passed':
      return []
    case 'not-exercised':
      return [element('skipped', { message: sentence(verdict.reason) })]
    case 'could-not-check':
      return [element('error', { type: verdict.result, message: sentence(verdict.reason) }, textOf(verdict))]
    case 'failed':
      return breaks(verdict, strict)
        ? [element('failure', { type: verdict.rule.level, message: firstFinding(verdict) }, textOf(verdict))]
        : [element('system-out', {}, textOf(verdict))]
    default:
      return verdict satisfies never
  }
}

/** Lists of failures show no more than the message. */
function firstFinding({ findings: [{ received, expected }], total }: Extract<Verdict, { result: 'failed' }>): string {
  const count = total === 1 ? '' : ` (the first of ${total} findings)`
  return `received ${value(received)}; expected ${value(expected)}${count}`
}

/** What the console shows of a rule, without its frame. */
function textOf(verdict: Verdict): string {
  const { requirement, level, basis, source } = verdict.rule
  const findings = verdict.result === 'failed' ? findingListLines(verdict.findings, 120) : []
  const more = leftOut(verdict)
  return [
    sentence(requirement),
    sentence(`${level}, ${basis}: ${source}`),
    ...findings,
    ...(more === 0 ? [] : [`and ${more} more`]),
  ]
    .map((line) => `\n${line}`)
    .join('')
}
