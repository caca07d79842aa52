import type { Report, Verdict } from '../../contracts/contract.ts'
import { findingLines, hanging, sentence, value } from '../../contracts/report/finding-text.ts'
import { leftOut, listed, type Standing } from '../../contracts/report/summary.ts'
import { alignedTable } from '../../contracts/report/text/aligned-table.ts'
import { wrap } from '../../contracts/report/text/width.ts'
import { standingWords, withDetail } from '../../contracts/report/wording.ts'
import type { Sandbox } from '../sandboxes/sandbox.ts'

/** Of messages, in columns. */
const width = 100

/** More of one rule would hide those of the others. */
const mostFindings = 2

/** The rules that failed or could not be checked, each with what shows it: a paragraph a rule. */
export function verdictLines(report: Report, strict = false): readonly string[] {
  return listed(report, strict).flatMap(({ verdict, standing }) => ['', ...paragraph(verdict, standing)])
}

/** What a good client does in the scenario, where there is one that says so. */
export function goodClientLines({ goodClient }: Report): readonly string[] {
  return goodClient === undefined ? [] : ['', ...hanging('A good client: ', sentence(goodClient), width)]
}

/** What the client did, export by export. */
export function timelineLines(sandbox: Sandbox): readonly string[] {
  const { columns, rows } = sandbox.timeline()
  if (rows.length === 0) {
    return [
      '',
      `Nothing was sent to ${sandbox.baseUrl}.`,
      'Give the client this base URL, and wait until it has ended.',
    ]
  }
  const [header = '', ...lines] = alignedTable(
    { columns: columns.slice(1), rows: rows.map((cells) => cells.slice(1).map(value)) },
    width - 2,
  )
  // An export's id is long and the same in all of its rows: it stands above them instead.
  const named = lines.flatMap((line, i) => {
    const [name = ''] = rows[i]!
    return name === rows[i - 1]?.[0] ? [`  ${line}`] : [`${columns[0]} ${name}`, `  ${line}`]
  })
  return ['', "What it did, by the sandbox's clock:", `  ${header}`, ...named]
}

function paragraph(verdict: Verdict, standing: Standing): readonly string[] {
  const { id, requirement, level, basis, source } = verdict.rule
  const { mark, word } = standingWords[standing]
  return [
    ...hanging(`${mark} ${word}  `, sentence(withDetail(id, verdict)), width),
    ...[...wrap(sentence(requirement), width - 2), `${level}, ${basis}: ${sentence(source)}`].map(indented),
    ...findingsOf(verdict).map(indented),
  ]
}

function findingsOf(verdict: Verdict): readonly string[] {
  if (verdict.result !== 'failed') return []
  const [first, ...others] = verdict.findings
  const shown = [first, ...others.slice(0, mostFindings - 1)] as const
  const more = leftOut({ ...verdict, findings: [...shown] })
  return [
    ...shown.flatMap((finding) => findingLines(finding, width - 2)),
    ...(more === 0 ? [] : [`  and ${more} more`]),
  ]
}

function indented(line: string): string {
  return `  ${line}`
}
