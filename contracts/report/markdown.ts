import { type FindingGroup, gathered, whereText } from './finding-text.ts'
import { reportMediaTypes } from './format-names.ts'
import type { Finding, Verdict } from './report.ts'
import type { ReportFormat } from './report-format.ts'
import {
  idleJudges,
  leftOut,
  listed,
  type ReportSummary,
  type Standing,
  summaryOf,
  type ToldBefore,
  toldApart,
  toldBeforeIn,
} from './summary.ts'
import { code, linked, literal, table } from './text/markdown.ts'
import { shortened } from './text/shortened.ts'
import {
  counted,
  countsText,
  factsInWords,
  failedRules,
  nextSteps,
  outcomeWords,
  standingWords,
  traitsOf,
  withDetail,
} from './wording.ts'

/** GitHub-flavoured Markdown, such as for the summary of a CI job. */
export const markdown: ReportFormat = {
  name: 'markdown',
  summary: 'Markdown for the summary of a CI job, with the findings folded away.',
  mediaType: reportMediaTypes.markdown,
  extension: '.md',
  render(run, { verbose = false } = {}) {
    const { reports, counts, outcome } = summaryOf(run)
    const { mark, clause } = outcomeWords[outcome]
    const strict = run.strict ?? false
    const told = toldApart(reports, verbose)
    const toldBefore = toldBeforeIn(told)
    const strictly = strict ? ' Warnings count as failures.' : ''
    const blocks = [
      `## ${mark} ${clause}`,
      `${literal(run.tool.name)} ${literal(run.tool.version)}: ${countsText(counts)}.${strictly}`,
      ...idleJudges(reports).map((judge) => `To do: ${literal(nextSteps[judge])}`),
      ...(reports.length > 1 ? [matrix(reports, strict)] : []),
      ...told.flatMap((summary) => reportBlocks(summary, toldBefore, { strict, verbose })),
    ]
    return `${blocks.join('\n\n')}\n`
  },
}

function matrix(reports: readonly ReportSummary[], strict: boolean): string {
  const { columns, rows } = traitsOf(reports)
  return table(
    [...columns, 'failed rules'],
    reports.map((summary, i) => [
      ...rows[i]!.map((cell) => literal(shortened(cell))),
      literal(failedRules(summary, strict).join(', ')),
    ]),
  ).join('\n')
}

function reportBlocks(
  summary: ReportSummary,
  toldBefore: ToldBefore,
  { strict, verbose }: { readonly strict: boolean; readonly verbose: boolean },
): readonly string[] {
  const { report, name, counts } = summary
  const { facts, goodClient } = report
  const verdicts = listed(report, strict, verbose)
  const seen = factsInWords(facts).map(([fact, text]) => `${literal(fact)} ${code(shortened(text))}`)
  return [
    `### ${code(shortened(name))}`,
    `Rules: ${countsText(counts)}.`,
    ...(goodClient === undefined ? [] : [`A good client: ${literal(goodClient)}`]),
    ...(seen.length === 0 ? [] : [`Seen: ${seen.join(', ')}.`]),
    ...(verdicts.length === 0 ? [] : [verdictTable(verdicts)]),
    ...verdicts.flatMap(({ verdict, standing }) => foldedBlocks(verdict, standing, toldBefore(verdict, summary))),
  ]
}

type Listed = ReturnType<typeof listed>

function verdictTable(verdicts: Listed): string {
  return table(
    ['verdict', 'rule', 'what it says', 'basis'],
    verdicts.map(({ verdict, standing }) => [
      `${standingWords[standing].mark} ${literal(shortened(withDetail(standingWords[standing].word, verdict)))}`,
      code(verdict.rule.id),
      literal(verdict.rule.requirement),
      `${verdict.rule.basis}, ${linked(verdict.rule.source)}`,
    ]),
  ).join('\n')
}

/** The findings, folded away. The blank lines are what makes Markdown of the inside. */
function foldedBlocks(verdict: Verdict, standing: Standing, before: ReportSummary | undefined): readonly string[] {
  if (verdict.result !== 'failed') return []
  if (before !== undefined) return [`The same as in ${code(shortened(before.name))}: ${code(verdict.rule.id)}`]
  const more = leftOut(verdict)
  return [
    `<details><summary>${standingWords[standing].mark} ${withDetail(standingWords[standing].word, verdict)}: ${code(verdict.rule.id)}</summary>`,
    ...findingBlocks(verdict.findings),
    ...(more === 0 ? [] : [`And ${counted(more)} more.`]),
    '</details>',
  ]
}

/** What findings share stands above their table; those that share nothing have a table together. */
function findingBlocks(findings: readonly Finding[]): readonly string[] {
  const groups = gathered(findings)
  const alike = groups.filter(({ length }) => length > 1)
  const single = groups.filter(({ length }) => length === 1).flat()
  return [
    ...alike.flatMap((group) => [...sharedBlocks(group), ...tableBlocks(group, [received])]),
    ...(single.length === 0 ? [] : tableBlocks(single, [received, expected, toMend])),
  ]
}

function sharedBlocks([finding]: FindingGroup): readonly string[] {
  return [`Expected: ${expected.of(finding)}`, `To mend: ${toMend.of(finding)}`]
}

interface Column {
  readonly title: string
  /** In Markdown. */
  readonly of: (finding: Finding) => string
}

const where: Column = { title: 'where', of: (finding) => literal(whereText(finding)) }
const received: Column = { title: 'received', of: (finding) => code(shortened(finding.received)) }
const expected: Column = { title: 'expected', of: (finding) => literal(shortened(finding.expected)) }
const toMend: Column = {
  title: 'to mend',
  of: ({ remedy, note }) => literal([remedy, ...(note === undefined ? [] : [note])].join(' ')),
}

function tableBlocks(findings: readonly Finding[], columns: readonly Column[]): readonly string[] {
  const shown = findings.some((finding) => where.of(finding) !== '') ? [where, ...columns] : columns
  return [
    table(
      shown.map(({ title }) => title),
      findings.map((finding) => shown.map(({ of }) => of(finding))),
    ).join('\n'),
    ...evidenceBlocks(findings),
  ]
}

/** Each table once, with the findings that it shows. */
function evidenceBlocks(findings: readonly Finding[]): readonly string[] {
  const keys = findings.map(({ evidence }) => JSON.stringify(evidence))
  return findings.flatMap(({ evidence }, index) => {
    if (evidence === undefined || keys.indexOf(keys[index]!) !== index) return []
    const shown = findings.flatMap((finding, i) =>
      keys[i] === keys[index] ? [where.of(finding) || `finding ${i + 1}`] : [],
    )
    const rows = evidence.rows.map((cells) => cells.map((cell) => code(shortened(cell))))
    return [`What shows ${shown.join(' and ')}:`, table(evidence.columns.map(literal), rows).join('\n')]
  })
}
