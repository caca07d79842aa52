import type { Column, DatasetSlug } from '../../contracts/index.ts'
import { columnNames, columnsOf } from './csv-files.ts'
import { holdsToSchema, validator } from './json-schema.ts'

/** Where records break the contract of their dataset, as sentences; none where they hold it. */
export function breachesOf(dataset: DatasetSlug, records: Iterable<readonly string[]>): string[] {
  const columns = columnsOf(dataset)
  const placeOf = new Map(columnNames(dataset).map((name, at) => [name, at]))
  const wrongWith = columns.map(judge)
  const breaches: string[] = []
  for (const record of records) {
    if (record.length !== columns.length) breaches.push(`${record.length} cells: ${record.join()}`)
    columns.forEach(({ name, pair }, at) => {
      const cell = record[at]!
      const broken = wrongWith[at]!(cell)
      if (broken !== undefined) breaches.push(`${name}: ${JSON.stringify(cell)} ${broken}`)
      const partner = pair && record[placeOf.get(pair.column)!]
      if (partner !== undefined && (partner === '') !== (cell === '')) breaches.push(`${name} without ${pair!.column}`)
    })
  }
  return breaches
}

/** Judges the cells of a column by themselves. Most of them repeat: each is judged once. */
function judge({ required, format }: Column): (cell: string) => string | undefined {
  const verdicts = new Map<string, string | undefined>([['', required === 'required' ? 'is blank' : undefined]])
  const contents = format.schema.contentSchema as Record<string, unknown> | undefined
  return (cell) => {
    if (verdicts.has(cell)) return verdicts.get(cell)
    const wrong = [
      ...(format.accepts(cell) ? [] : [`is not ${format.expected}`]),
      ...(holdsToSchema(cell, format) ? [] : ['does not hold to its schema']),
      ...(contents === undefined || !format.accepts(cell) ? [] : validator(contents)(JSON.parse(cell))),
    ]
    const verdict = wrong.length === 0 ? undefined : wrong.join('; ')
    verdicts.set(cell, verdict)
    return verdict
  }
}
