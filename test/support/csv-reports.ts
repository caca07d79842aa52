import { CsvChecker, type CsvOptions, type Dataset, type Report } from '../../contracts/index.ts'
import { defaultReferenceTime } from '../../generators/index.ts'

/** Checks a whole file at once; ULIDs may be as young as generated ones are. */
export function checked(dataset: Dataset, csv: string | Uint8Array, options: CsvOptions = {}): Report {
  const checker = new CsvChecker(dataset, { now: defaultReferenceTime, ...options })
  checker.push(typeof csv === 'string' ? Buffer.from(csv) : csv)
  return checker.end()
}

/** The findings of a report on a line each: `csv/nul: row 1, line 2, column 2 (Street), byte 24: received … expected …`. */
export function findingsIn({ verdicts }: Report): readonly string[] {
  return verdicts.flatMap((verdict) => {
    if (verdict.result !== 'failed') return []
    return verdict.findings.map(({ place, received, expected }) => {
      const { row, line, column, byte } = place!
      const where = [
        row === null ? 'no row' : `row ${row}`,
        `line ${line}`,
        ...(column === null ? [] : [`column ${column.number} (${column.name})`]),
        `byte ${byte}`,
      ]
      return `${verdict.rule.id}: ${where.join(', ')}: received ${received}; expected ${expected}`
    })
  })
}

/** What became of each rule, by its id. */
export function resultsOf({ verdicts }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(verdicts.map(({ rule, result }) => [rule.id, result]))
}

/** The rules that failed, with how many findings each has in all. */
export function failuresIn({ verdicts }: Report): readonly string[] {
  return verdicts.flatMap((verdict) => (verdict.result === 'failed' ? [`${verdict.rule.id}: ${verdict.total}`] : []))
}
