import { styleText } from 'node:util'
import { findingListLines, hanging, sentence, value } from './finding-text.ts'
import { reportMediaTypes } from './format-names.ts'
import type { Outcome, Report, Verdict } from './report.ts'
import type { RenderOptions, ReportFormat, Run } from './report-format.ts'
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
import { alignedTable } from './text/aligned-table.ts'
import { webAddress } from './text/web-address.ts'
import { columnsOf, wrap } from './text/width.ts'
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

/** For a person at a terminal, or in the log of a CI job. */
export const console: ReportFormat = {
  name: 'console',
  summary: 'Text for a terminal: what failed, where, and how to mend it.',
  mediaType: reportMediaTypes.console,
  extension: '.txt',
  render(run, { colour = false, width = 80, verbose = false } = {}) {
    const { reports, counts, outcome } = summaryOf(run)
    const strict = run.strict ?? false
    const look: Look = { paint: colour ? painted : plain, width: Math.max(width, 40), verbose, strict }
    const told = toldApart(reports, verbose)
    const among: Among = { isAlone: reports.length === 1, toldBefore: toldBeforeIn(told) }
    const sections = [
      ...(reports.length > 1 ? [matrixLines(reports, look)] : []),
      ...told.map((summary) => reportLines(summary, among, look)),
      [...conclusion(outcome, countsText(counts), look), ...nextStepLines(reports, look)],
    ]
    return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
  },
}

interface Look extends Required<Pick<RenderOptions, 'width' | 'verbose'>>, Required<Pick<Run, 'strict'>> {
  readonly paint: Paint
}

type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green', text: string) => string

const plain: Paint = (_style, text) => text
/** `validateStream` is off, as it asks the environment (NO_COLOR, whether stdout is a terminal) for what is said here already. */
const painted: Paint = (style, text) => styleText(style, text, { validateStream: false })

const colourOf: Readonly<Record<Standing | Outcome, 'red' | 'yellow' | 'green' | 'dim'>> = {
  failed: 'red',
  warning: 'yellow',
  'could-not-check': 'yellow',
  'not-exercised': 'dim',
  passed: 'green',
  broken: 'red',
  'nothing-checked': 'yellow',
  kept: 'green',
}

/** How a report stands to the others of its run. */
interface Among {
  readonly isAlone: boolean
  readonly toldBefore: ToldBefore
}

function reportLines(summary: ReportSummary, { isAlone, toldBefore }: Among, look: Look): readonly string[] {
  const { report, name, counts } = summary
  const { paint, width, strict, verbose } = look
  return [
    ...wrap(value(name), width).map((line) => paint('bold', line)),
    ...goodClientLines(report, look),
    ...byReason(listed(report, strict, verbose)).flatMap(([{ verdict, standing }, ...alike]) => [
      ...(alike.length === 0
        ? headingLines(withDetail(verdict.rule.id, verdict), standing, look)
        : alikeLines([verdict, ...alike.map((each) => each.verdict)], standing, look)),
      ...indented(4, detailLines(verdict, toldBefore(verdict, summary), look)),
    ]),
    ...(isAlone ? [] : indented(2, wrap(countsText(counts), width - 2))),
    ...factLines(report, look),
  ]
}

type Listed = ReturnType<typeof listed>[number]

/** Rules that could not be checked for one reason are told together, where the first of them stands. */
function byReason(all: readonly Listed[]): readonly (readonly [Listed, ...Listed[]])[] {
  const groups: [Listed, ...Listed[]][] = []
  for (const each of all) {
    const { verdict } = each
    const same = groups.find(
      ([{ verdict: first }]) =>
        first.result === 'could-not-check' && verdict.result === 'could-not-check' && first.reason === verdict.reason,
    )
    if (same === undefined) groups.push([each])
    else same.push(each)
  }
  return groups
}

function alikeLines(verdicts: readonly Verdict[], standing: Standing, look: Look): readonly string[] {
  const [first] = verdicts
  const ids = verdicts.map(({ rule }) => sentence(rule.id)).join(', ')
  return [
    ...headingLines(withDetail(`${counted(verdicts.length)} rules`, first!), standing, look),
    ...indented(4, wrap(ids, look.width - 4)).map((line) => look.paint('dim', line)),
  ]
}

function headingLines(text: string, standing: Standing, { paint, width }: Look): readonly string[] {
  const { mark, word } = standingWords[standing]
  const label = `${mark} ${word}  `
  const [first = '', ...rest] = hanging(label, sentence(text), width - 2)
  return indented(2, [paint(colourOf[standing], label) + paint('bold', first.slice(label.length)), ...rest])
}

/** Of a rule that failed; of the others the heading says all that there is to act on. */
function detailLines(verdict: Verdict, before: ReportSummary | undefined, look: Look): readonly string[] {
  if (verdict.result !== 'failed') return []
  const width = look.width - 4
  if (before !== undefined) return wrap(`the same as in ${value(before.name)}`, width)
  const { requirement, level, basis, source } = verdict.rule
  const more = leftOut(verdict)
  return [
    ...wrap(sentence(requirement), width),
    ...sourceLines(`${level}, ${basis}:`, source, width).map((line) => look.paint('dim', line)),
    ...findingListLines(verdict.findings, width),
    ...(more === 0 ? [] : [`  and ${counted(more)} more`]),
  ]
}

/** An address stays whole, so that it can be followed. */
function sourceLines(label: string, source: string, width: number): readonly string[] {
  const line = `${label} ${sentence(source)}`
  return columnsOf(line) > width && webAddress(source) !== undefined ? [label, sentence(source)] : wrap(line, width)
}

function factLines({ facts }: Report, { paint, width }: Look): readonly string[] {
  const seen = factsInWords(facts).map((fact) => value(fact.join(' ')))
  if (seen.length === 0) return []
  return indented(2, hanging('seen: ', seen.join(' · '), width - 2)).map((line) => paint('dim', line))
}

function goodClientLines({ goodClient }: Report, { width }: Look): readonly string[] {
  return goodClient === undefined ? [] : indented(2, hanging('a good client: ', sentence(goodClient), width - 2))
}

/** A row for each report, which is as high as there are rules in it that failed. */
function matrixLines(reports: readonly ReportSummary[], { paint, width, strict }: Look): readonly string[] {
  const { columns, rows } = traitsOf(reports)
  const blank = columns.map(() => '')
  const bands = reports.map((summary, i) => {
    const [first = '', ...others] = failedRules(summary, strict)
    return [[...rows[i]!, first], ...others.map((rule) => [...blank, rule])]
  })
  const table = { columns: [...columns, 'failed rules'], rows: bands.flat().map((cells) => cells.map(value)) }
  const [header = '', ...lines] = alignedTable(table, width)
  const colours = bands.flatMap((band, i) => band.map(() => colourOf[reports[i]!.outcome]))
  return [paint('bold', header), ...lines.map((line, i) => paint(colours[i]!, line))]
}

function nextStepLines(reports: readonly ReportSummary[], { width }: Look): readonly string[] {
  return idleJudges(reports).flatMap((judge) => wrap(nextSteps[judge], width))
}

function conclusion(outcome: Outcome, counts: string, { paint, width, strict }: Look): readonly string[] {
  const { mark, clause } = outcomeWords[outcome]
  const strictly = strict ? ' Warnings count as failures.' : ''
  return wrap(`${mark} ${clause}: ${counts}.${strictly}`, width).map((line) => paint(colourOf[outcome], line))
}

function indented(columns: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${' '.repeat(columns)}${line}`)
}
