import { fingerprints } from './fingerprint.ts'
import { reportMediaTypes } from './format-names.ts'
import { breaks, type CsvPlace, type Finding, type Report, type Rule, type Verdict } from './report.ts'
import type { ReportFormat, Run } from './report-format.ts'
import { leftOut, summaryOf } from './summary.ts'
import { code, linked, literal, table } from './text/markdown.ts'
import { sarifMessage } from './text/sarif-message.ts'
import { shortened } from './text/shortened.ts'
import { uriOf } from './text/uri-of.ts'
import { webAddress } from './text/web-address.ts'

/**
 * SARIF 2.1.0, as code scanning and editors read it: a result per finding; what could not be checked is a notification of
 * the invocation, which then was not successful. With `verbose`, rules without a finding are results as well.
 * @source https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: ReportFormat = {
  name: 'sarif',
  summary: 'SARIF 2.1.0, for code scanning and editors: a result per finding.',
  mediaType: reportMediaTypes.sarif,
  extension: '.sarif',
  render: (run, { verbose = false } = {}) => `${JSON.stringify(sarifLog(run, verbose), undefined, 2)}\n`,
}

function sarifLog(run: Run, verbose: boolean) {
  const { tool, reports, strict = false } = run
  const rules = rulesOf(reports)
  const context: Context = {
    strict,
    verbose,
    refer: (rule) => ({ id: rule.id, index: rules.findIndex(({ id }) => id === rule.id) }),
    fingerprint: fingerprints(),
  }
  const verdicts = reports.flatMap((report) => report.verdicts.map((verdict) => ({ report, verdict })))
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version, rules: rules.map(descriptor) } },
        invocations: [
          {
            executionSuccessful: verdicts.every(({ verdict }) => verdict.result !== 'could-not-check'),
            toolExecutionNotifications: verdicts.flatMap(({ report, verdict }) =>
              notifications(report, verdict, context),
            ),
          },
        ],
        results: verdicts.flatMap(({ report, verdict }) => results(report, verdict, context)),
        properties: { outcome: summaryOf(run).outcome, strict },
      },
    ],
  }
}

interface Context {
  readonly strict: boolean
  readonly verbose: boolean
  readonly refer: (rule: Rule) => { readonly id: string; readonly index: number }
  readonly fingerprint: (report: Report, rule: Rule, finding: Finding) => string
}

/** Every rule once, in the order of the reports. */
function rulesOf(reports: readonly Report[]): readonly Rule[] {
  const rules = reports.flatMap(({ verdicts }) => verdicts.map(({ rule }) => rule))
  return rules.filter((rule, i) => rules.findIndex(({ id }) => id === rule.id) === i)
}

function results(report: Report, verdict: Verdict, context: Context): readonly object[] {
  const { id, index } = context.refer(verdict.rule)
  const rule = { ruleId: id, ruleIndex: index }
  if (verdict.result !== 'failed') return context.verbose ? [{ ...rule, ...withoutFinding(report, verdict) }] : []
  return verdict.findings.map((finding) => ({
    ...rule,
    level: levelOf(breaks(verdict, context.strict)),
    message: findingMessage(finding),
    locations: [location(report, finding.place)],
    partialFingerprints: { 'finding/v1': context.fingerprint(report, verdict.rule, finding) },
  }))
}

function descriptor({ id, level, requirement, source, basis }: Rule) {
  const address = webAddress(source)
  return {
    id,
    shortDescription: { text: sarifMessage(requirement) },
    fullDescription: { text: sarifMessage(`${requirement} (${level}, ${basis}: ${source})`) },
    help: {
      text: sarifMessage(`${requirement} (${level}, ${basis}: ${source})`),
      markdown: `${literal(requirement)}\n\n${level}, ${basis}: ${linked(source)}`,
    },
    ...(address === undefined ? {} : { helpUri: address }),
    defaultConfiguration: { level: levelOf(level === 'must') },
    properties: { basis },
  }
}

function levelOf(isBreach: boolean): 'error' | 'warning' {
  return isBreach ? 'error' : 'warning'
}

function withoutFinding(report: Report, verdict: Exclude<Verdict, { result: 'failed' }>) {
  const kind = { passed: 'pass', 'not-exercised': 'notApplicable', 'could-not-check': 'open' }[verdict.result]
  const text = verdict.result === 'passed' ? verdict.rule.requirement : verdict.reason
  return { kind, level: 'none', message: { text: sarifMessage(text) }, locations: [location(report)] }
}

function notifications(report: Report, verdict: Verdict, { refer }: Context): readonly object[] {
  const about = { associatedRule: refer(verdict.rule), locations: [location(report)] }
  switch (verdict.result) {
    case 'could-not-check':
      return [{ level: 'error', message: { text: sarifMessage(verdict.reason) }, ...about }]
    case 'failed': {
      const more = leftOut(verdict)
      return more === 0
        ? []
        : [{ level: 'note', message: { text: `Findings that are not listed: ${more}.` }, ...about }]
    }
    case 'passed':
    case 'not-exercised':
      return []
    default:
      return verdict satisfies never
  }
}

function findingMessage({ received, expected, remedy, note, evidence }: Finding) {
  const short = [received, expected].map((text) => shortened(text))
  const sentences = [`Received ${short[0]}; expected ${short[1]}.`, remedy, ...(note === undefined ? [] : [note])]
  const text = sarifMessage(sentences.join(' '))
  if (evidence === undefined) return { text }
  const rows = evidence.rows.map((cells) => cells.map((cell) => code(shortened(cell))))
  return {
    text,
    markdown: [literal(sentences.join(' ')), '', ...table(evidence.columns.map(literal), rows)].join('\n'),
  }
}

/**
 * In a file the line; the column of a CSV file is a place in its logic, as SARIF counts columns in characters. The byte
 * is a property: as an offset of the region it would have to say the same range as the line (3.30.1).
 */
function location({ judge, subject, dataset, scenario }: Report, place?: CsvPlace) {
  if (judge !== 'csv') {
    const fullyQualifiedName = [judge, dataset, scenario].filter((part) => part !== undefined).join('/')
    return { logicalLocations: [{ name: subject, fullyQualifiedName }] }
  }
  const artifactLocation = { uri: uriOf(subject) }
  if (place === undefined) return { physicalLocation: { artifactLocation } }
  const { row, line, column, byte } = place
  return {
    physicalLocation: { artifactLocation, region: { startLine: line, properties: { byteOffset: byte, row } } },
    ...(column === null ? {} : { logicalLocations: [{ name: column.name, kind: 'column' }] }),
  }
}
