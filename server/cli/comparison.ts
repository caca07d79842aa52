import { exitCodeOf, type ReportFormatName } from '../../contracts/contract.ts'
import {
  type Comparison,
  type ComparisonRow,
  compareSnapshot,
  type Likeness,
  type Snapshot,
} from '../../contracts/judges.ts'
import { hanging, value } from '../../contracts/report/finding-text.ts'
import { literal, table as markdownTable } from '../../contracts/report/text/markdown.ts'
import { padToColumns, wrap } from '../../contracts/report/text/width.ts'
import type { Io } from './io.ts'
import { type Delivery, writeResult } from './judging.ts'
import { widthFor } from './wrap.ts'

/**
 * Writes what documentation, snapshot and mock have in common and in what they differ.
 * @returns 0 where the mock does as the snapshot shows, 1 where it differs, 4 where nothing could be compared
 */
export async function deliverComparison(
  snapshot: Snapshot,
  ofMock: Snapshot,
  { format, out }: Delivery,
  io: Io,
): Promise<number> {
  const comparison = compareSnapshot(snapshot, ofMock)
  await writeResult(textOf(comparison, snapshot, format, widthFor(io.stdout)), out, io)
  const { same, differs } = comparison.counts
  return exitCodeOf[differs > 0 ? 'broken' : same > 0 ? 'kept' : 'nothing-checked']
}

function textOf(comparison: Comparison, snapshot: Snapshot, format: ReportFormatName, width: number): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ recordedOn: snapshot.recordedOn, ...withoutTable(comparison) }, null, 2)}\n`
    case 'markdown':
      return `${markdownLines(comparison, snapshot).join('\n')}\n`
    default:
      return `${consoleLines(comparison, snapshot, width).join('\n')}\n`
  }
}

function withoutTable({ counts, rows, passedOver }: Comparison) {
  return { counts, rows, passedOver }
}

function markdownLines(comparison: Comparison, snapshot: Snapshot): readonly string[] {
  const { columns, rows } = comparison.table
  const cells = rows.map((row) => row.map(literal))
  return [...markdownTable(columns, cells), '', ...conclusion(comparison, snapshot).map(literal)]
}

/** What differs comes first: it is what one looks for. */
function consoleLines(comparison: Comparison, snapshot: Snapshot, width: number): readonly string[] {
  const rows = likenesses.flatMap((likeness) => comparison.rows.filter(({ result }) => result === likeness))
  return [
    ...rows.flatMap((row) => [...rowLines(row, width), '']),
    ...conclusion(comparison, snapshot).flatMap((sentence) => wrap(sentence, width)),
  ]
}

const likenesses: readonly Likeness[] = ['differs', 'same', 'unknown']
const marks: Readonly<Record<Likeness, string>> = { differs: '≠', same: '=', unknown: '?' }
const labelColumns = 'documentation  '.length

/** The snapshot is a file of whoever has it: what it says is made safe to print. */
function rowLines({ result, question, datasets, documentation, snapshot, mock }: ComparisonRow, width: number) {
  const answers: readonly (readonly [string, string | null])[] =
    snapshot === mock
      ? [['both', mock]]
      : [
          ['record', snapshot],
          ['mock', mock],
        ]
  return [
    ...hanging(`${marks[result]} `, `${question} (${datasets.join(', ')})`, width),
    ...[['documentation', documentation] as const, ...answers].flatMap(([label, text]) =>
      hanging(`    ${padToColumns(label, labelColumns)}`, value(text ?? 'not seen'), width),
    ),
  ]
}

function conclusion({ counts, passedOver }: Comparison, { recordedOn }: Snapshot): readonly string[] {
  return [
    `${counts.same} the same, ${counts.differs} different, ${counts.unknown} not known; the record is of ${recordedOn}.`,
    ...(passedOver.length === 0 ? [] : [`Only one side has ${passedOver.map(value).join(', ')}.`]),
  ]
}
