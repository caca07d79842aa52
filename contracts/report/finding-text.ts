import type { Finding } from './report.ts'
import { alignedTable } from './text/aligned-table.ts'
import { printable } from './text/printable.ts'
import { shortened } from './text/shortened.ts'
import { columnsOf, padToColumns, wrap } from './text/width.ts'
import { placeText } from './wording.ts'

/**
 * The findings of a rule, gathered by what they share: what is expected, how to mend it, and the note. In the order in which
 * the first of each came.
 */
export function gathered(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const shared = JSON.stringify([finding.expected, finding.remedy, finding.note])
    const group = groups.get(shared)
    if (group === undefined) groups.set(shared, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

export type FindingGroup = readonly [Finding, ...Finding[]]

/** Where a finding is: its place in a file, or the exchanges that show it. Safe to print; empty where neither is known. */
export function whereText({ place, exchanges = [] }: Finding): string {
  const shownBy = `${exchanges.length === 1 ? 'exchange' : 'exchanges'} ${exchanges.join(', ')}`
  return value([...(place ? [placeText(place)] : []), ...(exchanges.length === 0 ? [] : [shownBy])].join(', '))
}

/**
 * The findings of a rule as a list, in lines of so many columns. What several share is told once, above them, and a table that
 * shows several below the last of these.
 */
export function findingListLines(findings: readonly Finding[], width: number): readonly string[] {
  return gathered(withTablesOnce(findings)).flatMap((group) =>
    group.length === 1
      ? findingLines(group[0], width)
      : [
          ...labelled(sharedParts(group[0]), width),
          ...group.flatMap((finding) => item([...briefLines(finding, width), ...evidenceLines(finding, width)])),
        ],
  )
}

/** A finding by itself as an item of a list, with all that it says. */
export function findingLines(finding: Finding, width: number): readonly string[] {
  const room = width - bullet.length
  const { received, place, exchanges } = finding
  return item([
    ...(place === undefined ? [] : wrap(value(placeText(place)), room)),
    ...labelled(
      [
        ['received', value(received)],
        ...sharedParts(finding),
        ...(exchanges === undefined ? [] : [['exchanges', sentence(exchanges.join(', '))] as const]),
      ],
      room,
    ),
    ...evidenceLines(finding, width),
  ])
}

/** Text behind a label, its further lines below its first. */
export function hanging(label: string, text: string, width: number): readonly string[] {
  return wrap(text, width - columnsOf(label)).map((line, i) => `${i === 0 ? label : blankOf(label)}${line}`)
}

/** What was received, or another value: on one line, and cut where it is long. */
export function value(text: string): string {
  return printable(shortened(text))
}

/** A sentence, which may quote values: on one line, and of bounded length. */
export function sentence(text: string): string {
  return printable(shortened(text, 1000))
}

type Part = readonly [label: string, text: string]

/** What findings have in common where they are gathered. */
function sharedParts({ expected, remedy, note }: Finding): readonly Part[] {
  return [
    ['expected', value(expected)],
    ['to mend', sentence(remedy)],
    ...(note === undefined ? [] : [['note', sentence(note)] as const]),
  ]
}

/** What is left to say of a finding below what it shares. */
function briefLines(finding: Finding, width: number): readonly string[] {
  const where = whereText(finding)
  const received = `received ${value(finding.received)}`
  return wrap(where === '' ? received : `${where}: ${received}`, width - bullet.length)
}

function evidenceLines({ evidence }: Finding, width: number): readonly string[] {
  if (evidence === undefined) return []
  const { columns, rows } = evidence
  const table = { columns: columns.map(value), rows: rows.map((cells) => cells.map(value)) }
  return alignedTable(table, width - bullet.length)
}

function withTablesOnce(findings: readonly Finding[]): readonly Finding[] {
  const tables = findings.map(({ evidence }) => JSON.stringify(evidence))
  return findings.map((finding, i) => {
    const { evidence, ...others } = finding
    return tables.lastIndexOf(tables[i]!) === i ? finding : others
  })
}

function labelled(parts: readonly Part[], width: number): readonly string[] {
  return parts.flatMap(([label, text]) => hanging(padToColumns(label, labelColumns), text, width))
}

function item(lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => `${i === 0 ? bullet : blankOf(bullet)}${line}`)
}

function blankOf(text: string): string {
  return ' '.repeat(columnsOf(text))
}

const bullet = '• '
const labelColumns = 'exchanges  '.length
