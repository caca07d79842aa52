import { harmOf } from '../csv/harm.ts'
import { csvRules } from '../csv/rules/index.ts'
import type { Finding, Level, Rule } from '../report/report.ts'
import type { CsvBreach } from './file/csv-seen.ts'
import type { FileSeen } from './file/read-file.ts'
import { type ExportSeen, exportNames, type Observations, type Purpose } from './observations.ts'
import { judged, type Look, obstacle, type Ruling } from './rule.ts'
import { whyNoFile } from './seen.ts'

/** What the CSV checker says of the files, as far as its rules of one level go. */
export function judgedCsv({ exports }: Observations, level: Level): Ruling {
  const looks = exports.flatMap((each, i) => look(each, level, exports.slice(0, i)))
  return judged(looks, 'Nothing was there to judge the file.')
}

function look(seen: ExportSeen, level: Level, before: readonly ExportSeen[]): readonly Look[] {
  const { purpose, file } = seen
  // That a later export brought no file is other rules' business.
  if (file === null) return before.length === 0 ? [obstacle(whyNoFile(seen))] : []
  if (file.undecoded !== null) return [obstacle(file.undecoded)]
  if (file.csv === null) return []
  // Of what was cut before its first record there is nothing to say.
  if (file.cut !== null && file.facts?.header.length === 0) return [obstacle(file.cut)]
  const breaches = file.csv.failed.filter(({ rule }) => rule.level === level)
  if (breaches.length > 0) {
    const untold = breaches.filter(({ rule }) => !before.some((each) => hasBreach(each, rule)))
    return untold.map((breach) => asFinding(breach, purpose))
  }
  if (file.cut !== null) return [obstacle(file.cut)]
  const [unchecked] = file.csv.unchecked
  return [unchecked === undefined ? 'kept' : obstacle(`${unchecked} could not be checked.`)]
}

function hasBreach({ file }: ExportSeen, { id }: Rule): boolean {
  return file?.csv?.failed.some(({ rule }) => rule.id === id) ?? false
}

const rowRules: ReadonlySet<string> = new Set(csvRules.filter((rule) => harmOf(rule) === 'rows').map(({ id }) => id))

/** A breach after which the rows of a file cannot be had as they were meant. */
export function rowBreachIn({ csv }: FileSeen): CsvBreach | undefined {
  return csv?.failed.find(({ rule }) => rowRules.has(rule.id))
}

/** Without the cells: a report of the CSV checker shows them. */
function asFinding({ rule, total, place }: CsvBreach, purpose: Purpose): Finding {
  const where = purpose === 'first' ? '' : ` in the ${exportNames[purpose]}`
  return {
    received: `${total} ${total === 1 ? 'breach' : 'breaches'} of ${rule.id}${where}`,
    expected: `a file of which this holds: ${rule.requirement}`,
    remedy: 'Download the file and let it be validated by itself, which shows each place.',
    note: `Basis: ${rule.basis}. Source: ${rule.source}`,
    ...(place !== null && { place }),
  }
}
