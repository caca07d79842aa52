import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type DatasetSlug, datasetSlugs, datasets, openQuestions } from '../../contracts/index.ts'
import { breachesOf } from '../support/contract-breaches.ts'
import { bytesFor, bytesOf, cellsFor, columnNames, openFile, recordsFor } from '../support/csv-files.ts'

/** The columns in which two files of the same rows differ. */
async function changedBy(dataset: DatasetSlug, readings: Readonly<Record<string, string>>): Promise<string[]> {
  const [before, after] = await Promise.all([cellsFor(dataset), cellsFor(dataset, { readings })])
  return columnNames(dataset).filter((_, at) => before.some((record, row) => record[at] !== after[row]?.[at]))
}

const alternatives = datasetSlugs.flatMap((dataset) =>
  openQuestions(datasets[dataset]).flatMap(({ id, readings: [first, ...others] }) =>
    others.map((reading) => ({ dataset, id, reading, first })),
  ),
)

describe.each(alternatives)('$dataset, $id: $reading', ({ dataset, id, reading, first }) => {
  test('changes exactly the column of that question', async () => {
    const asked = datasets[dataset].download.columns.filter((column) => {
      const contradiction = 'contradiction' in column ? column.contradiction : undefined
      return contradiction && 'id' in contradiction && contradiction.id === id
    })
    expect(await changedBy(dataset, { [id]: reading })).toEqual(asked.map(({ name }) => name))
  })

  test('is blank where the default reading is blank', async () => {
    const blanks = (records: string[][]) => records.map((record) => record.map((cell) => cell === ''))
    expect(blanks(await cellsFor(dataset, { readings: { [id]: reading } }))).toEqual(blanks(await cellsFor(dataset)))
  })

  test('keeps size and bytes in step', async () => {
    const file = await openFile(dataset, { readings: { [id]: reading } })
    expect(bytesOf(file)).toHaveLength(file.size)
  })

  test(`and ${first} gives the bytes of the default`, async () => {
    const [chosen, byDefault] = [await bytesFor(dataset, { readings: { [id]: first } }), await bytesFor(dataset)]
    expect(chosen.equals(byDefault)).toBe(true)
  })
})

test('username as a handle is the local part of the requester, as in the samples', async () => {
  const records = await recordsFor('requests', { readings: { username: 'handle' } })
  expect(records.map((record) => record.Username)).toEqual(records.map((record) => record.Requester!.split('@')[0]))
})

test('identity-username as a handle is the local part of the e-mail, where the row has one', async () => {
  const records = await recordsFor('rbac2', { readings: { 'identity-username': 'handle' } })
  const known = records.filter((record) => record['Employee Email'] !== '')
  expect(known.map((r) => r['Identity Username'])).toEqual(known.map((r) => r['Employee Email']!.split('@')[0]))
})

test('value as bare words is spaced like the sample, and says what the JSON says to a reader of YAML', async () => {
  const [json, bare] = await Promise.all([
    recordsFor('rbac2'),
    recordsFor('rbac2', { readings: { value: 'bare-words' } }),
  ])
  const shape = /^(?:|\[ (?:\{department: [^:,]+, job-title: [^:,]+, ratio: [01]\.\d\d \}(?:, )?)+ \])$/
  expect(bare.filter((record) => !shape.test(record.Value!))).toEqual([])
  expect(bare.map((record) => parse(record.Value!))).toEqual(json.map((record) => parse(record.Value!)))
})

test('every reading but bare words, which are no JSON, keeps the contract', async () => {
  const requests = await cellsFor('requests', { readings: { username: 'handle' } })
  const roles = await cellsFor('rbac2', { readings: { 'identity-username': 'handle' } })
  expect([...breachesOf('requests', requests), ...breachesOf('rbac2', roles)]).toEqual([])
})
