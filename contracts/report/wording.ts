import { type CsvPlace, exitCodeOf, type Judge, type Outcome, type Report, type Table, type Verdict } from './report.ts'
import { type Counts, listed, type ReportSummary, type Standing, standings } from './summary.ts'

/** How a standing is shown: a mark to find it by, and a word, so that nothing hangs on colour or on the mark alone. */
export const standingWords: Readonly<Record<Standing, { readonly mark: string; readonly word: string }>> = {
  failed: { mark: '✗', word: 'failed' },
  warning: { mark: '!', word: 'warning' },
  'could-not-check': { mark: '?', word: 'could not check' },
  'not-exercised': { mark: '-', word: 'not exercised' },
  passed: { mark: '✓', word: 'passed' },
}

/** How an outcome is shown. The clause is a sentence without its full stop. */
export const outcomeWords: Readonly<
  Record<Outcome, { readonly mark: string; readonly word: string; readonly clause: string }>
> = {
  kept: { mark: '✓', word: 'kept', clause: 'The contract is kept' },
  broken: { mark: '✗', word: 'broken', clause: 'The contract is broken' },
  'could-not-check': {
    mark: '?',
    word: 'could not check',
    clause: 'Some rules could not be checked; none that was is broken',
  },
  'nothing-checked': { mark: '?', word: 'nothing checked', clause: 'Nothing was checked' },
}

/** What to do about a report in which nothing was checked, as sentences. */
export const nextSteps: Readonly<Record<Judge, string>> = {
  csv: 'No rule speaks of what is in the file. Name the dataset that it was exported from.',
  provider: 'The service did nothing that a rule speaks of. Name a base URL and a dataset that it serves.',
  client:
    'No request came that a rule speaks of. Let the client ask for a download at the base URL of the mock, which exec hands it as BALKANID_BASE_URL.',
}

/** The exit codes of the commands that judge, in the order of the codes: for `--help` and the README. */
export const exitCodesOfJudging: readonly { readonly code: number; readonly meaning: string }[] = [
  ...Object.entries(exitCodeOf).map(([outcome, code]) => ({
    code,
    meaning: `${outcomeWords[outcome as Outcome].clause}.`,
  })),
  { code: 2, meaning: 'The command was called wrongly, and nothing was judged.' },
].sort((a, b) => a.code - b.code)

/** `1 failed, 2 warnings, 12 passed`; what there is none of is left out. */
export function countsText(counts: Counts): string {
  const parts = standings
    .filter((standing) => counts[standing] > 0)
    .map(
      (standing) => `${counted(counts[standing])} ${standingWords[standing].word}${plural(standing, counts[standing])}`,
    )
  return parts.length === 0 ? 'no rules' : parts.join(', ')
}

function plural(standing: Standing, count: number): string {
  return standing === 'warning' && count !== 1 ? 's' : ''
}

/** `row 3, line 4, column 2 (App ID), byte 120`. */
export function placeText({ row, line, column, byte }: CsvPlace): string {
  const record = row === null ? 'file' : row === 0 ? 'header' : `row ${row}`
  const cell = column === null ? [] : [`column ${column.number} (${column.name})`]
  return [record, `line ${line}`, ...cell, `byte ${byte}`].join(', ')
}

/**
 * A verdict's name with what is said of it beside its rule: how often it was looked at, how many findings there are, or why
 * there is none.
 */
export function withDetail(name: string, verdict: Verdict): string {
  switch (verdict.result) {
    case 'passed':
      return verdict.checked === undefined ? name : `${name}, looked at ${times(verdict.checked)}`
    case 'failed':
      return `${name}, ${counted(verdict.total)} ${verdict.total === 1 ? 'finding' : 'findings'}`
    case 'not-exercised':
    case 'could-not-check':
      return `${name}: ${verdict.reason}`
    default:
      return verdict satisfies never
  }
}

/** `13,766`, with no more digits than there are. */
export function counted(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 20 })
}

/** What was seen besides, in words: `['line end', 'LF']`, `['rows', '1,000']`. The names and the texts are foreign. */
export function factsInWords(facts: Report['facts']): readonly (readonly [name: string, seen: string])[] {
  return Object.entries(facts).map(([name, fact]) => [inWords(name), factText(fact)])
}

/** `lineEnd` and `line-end` as `line end`. A name with a dot is an id, which people type as it is. */
function inWords(name: string): string {
  if (name.includes('.')) return name
  return name
    .replace(/(?<=[a-z\d])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
    .replace(/(?<=[a-z\d])-(?=[a-z\d])/gi, ' ')
}

function factText(fact: Report['facts'][string]): string {
  switch (typeof fact) {
    case 'number':
      return counted(fact)
    case 'boolean':
      return fact ? 'yes' : 'no'
    default:
      return fact ?? 'not known'
  }
}

/** The rules that failed, with warnings, by the last part of their names: `✗ polls-with-head`. */
export function failedRules({ report }: ReportSummary, strict: boolean): readonly string[] {
  return listed(report, strict)
    .filter(({ verdict }) => verdict.result === 'failed')
    .map(({ verdict, standing }) => `${standingWords[standing].mark} ${verdict.rule.id.replace(/^.*\//s, '')}`)
}

/** What tells the reports of a run apart, and what each came to, as columns of a table. What is in the cells is foreign. */
export function traitsOf(reports: readonly ReportSummary[]): Table {
  const differ = ({ of }: Trait) => new Set(reports.map(of)).size > 1
  const tellApart = (some: readonly Trait[]) =>
    new Set(reports.map((summary) => JSON.stringify(some.map(({ of }) => of(summary))))).size === reports.length
  const short = traits.filter(differ)
  const shown = tellApart(short) ? short : [...short, subject]
  const columns = [...shown, outcome, ...[exitCode].filter(({ of }) => reports.some((each) => of(each) !== ''))]
  return { columns: columns.map(({ title }) => title), rows: reports.map((each) => columns.map(({ of }) => of(each))) }
}

interface Trait {
  readonly title: string
  readonly of: (summary: ReportSummary) => string
}

const traits: readonly Trait[] = [
  { title: 'judge', of: ({ report }) => report.judge },
  { title: 'dataset', of: ({ report }) => report.dataset ?? '' },
  { title: 'scenario', of: ({ report }) => report.scenario ?? '' },
]

const outcome: Trait = {
  title: 'outcome',
  of: ({ outcome }) => `${outcomeWords[outcome].mark} ${outcomeWords[outcome].word}`,
}

/** Of the client's program, where it was run. */
const exitCode: Trait = {
  title: 'exit',
  of: ({ report: { facts } }) => String(facts['exit-code'] ?? ''),
}

const subject: Trait = { title: 'subject', of: ({ report }) => report.subject }

function times(count: number): string {
  return count === 1 ? 'once' : `${counted(count)} times`
}
