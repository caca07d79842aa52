import type { Column } from '../dataset.ts'
import type { CsvPlace, Finding } from '../report/report.ts'
import { Cell } from './cell.ts'
import { CellMemo } from './cell-memo.ts'
import type { Findings } from './findings.ts'
import type { Header } from './header.ts'
import { type CheckOn, type Inspected, inspectedOn } from './inspected.ts'
import { type CsvRecord, mark, mostCells } from './reading/record.ts'
import type { Row } from './row.ts'
import type { CellSettings, RowTest } from './rule.ts'

/** How the filled cells of one column of the file are judged. */
interface ColumnJudge {
  /** From 0, in the order of the file. */
  readonly at: number
  readonly column: Column
  readonly tests: readonly {
    readonly accepts: (cell: Cell) => boolean
    readonly inspected: Inspected<CheckOn<'cell'>>
  }[]
  /** Cells that passed all tests, where these take long. */
  readonly memo: CellMemo | undefined
}

type Report = Parameters<RowTest['look']>[1]

export interface JudgeOptions {
  readonly header: Header
  readonly inspected: readonly Inspected[]
  readonly settings: CellSettings
  /** Whether the cells of a column are to look as the contract says. */
  readonly isHeldToFormat: (column: Column) => boolean
  readonly placeOf: (cell: number) => CsvPlace
}

/** Applies the rules about rows and cells to each row that has as many cells as the header. */
export class RowJudge {
  private readonly cell = new Cell()
  private readonly columns: readonly ColumnJudge[]
  private readonly tests: readonly { readonly test: RowTest; readonly report: Report; readonly findings: Findings }[]
  private readonly settings: CellSettings
  private readonly placeOf: (cell: number) => CsvPlace

  constructor({ header, inspected, settings, isHeldToFormat, placeOf }: JudgeOptions) {
    this.settings = settings
    this.placeOf = placeOf
    this.columns = judgesOf(header, inspectedOn(inspected, 'cell'), settings, isHeldToFormat)
    this.tests = inspectedOn(inspected, 'row').flatMap((each) => {
      const test = each.check.start(header)
      const { findings } = each
      const report: Report = (cell, explain) => findings.add(() => ({ ...explain(), place: placeOf(cell) }))
      return test === undefined ? [] : [{ test, report, findings }]
    })
  }

  judge(record: CsvRecord, row: Row): void {
    for (let i = 0; i < this.columns.length; i++) this.judgeCell(this.columns[i]!, record, row)
    for (let i = 0; i < this.tests.length; i++) {
      const { test, report, findings } = this.tests[i]!
      if (test.look(row, report)) findings.checked++
    }
  }

  private judgeCell({ at, column, tests, memo }: ColumnJudge, record: CsvRecord, row: Row): void {
    const from = record.starts[at]!
    const to = record.ends[at]!
    if (from === to || !row.isSound(at)) return
    for (let i = 0; i < tests.length; i++) tests[i]!.inspected.findings.checked++
    if (memo?.has(record.bytes, from, to)) return
    this.cell.set(record.bytes, from, to, record.marks[at] === mark.doubled)
    let isGood = true
    for (let i = 0; i < tests.length; i++) {
      const { accepts, inspected } = tests[i]!
      if (accepts(this.cell)) continue
      isGood = false
      inspected.findings.add(() => this.explain(inspected.check, column, at))
    }
    if (isGood) memo?.add(record.bytes, from, to)
  }

  private explain(check: CheckOn<'cell'>, column: Column, at: number): Finding {
    const { note, ...explanation } = check.explain(this.cell, column, this.settings)
    const notes = [note, ...notesOn(column)].filter((sentence) => sentence !== undefined)
    return {
      ...explanation,
      ...(notes.length > 0 && { note: notes.join(' ') }),
      place: this.placeOf(at),
    }
  }
}

function judgesOf(
  header: Header,
  inspected: readonly Inspected<CheckOn<'cell'>>[],
  settings: CellSettings,
  isHeldToFormat: (column: Column) => boolean,
): readonly ColumnJudge[] {
  return header.columns.slice(0, mostCells).flatMap(({ column, isRepeated }, at) => {
    if (column === undefined || isRepeated || !isHeldToFormat(column)) return []
    const judges = inspected.filter(({ check }) => check.judges(column))
    if (judges.length === 0) return []
    const tests = judges.map((each) => ({ accepts: each.check.test(column, settings), inspected: each }))
    return [{ at, column, tests, memo: judges.some(({ check }) => check.isCostly) ? new CellMemo() : undefined }]
  })
}

/** What the documentation leaves unclear about a column, as sentences. */
function notesOn({ name, basis, contradiction }: Column): readonly string[] {
  return [
    ...(basis === 'documented' ? [] : [`What ${name} holds is ${basis}, not documented.`]),
    ...(contradiction === undefined
      ? []
      : [`The documentation contradicts itself here. ${contradiction.documentation} Gone by: ${contradiction.goesBy}`]),
  ]
}
