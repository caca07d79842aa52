import { spawnSync } from 'node:child_process'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { type DatasetSlug, datasetSlugs } from '../../contracts/index.ts'
import { type Dialect, defaultDialect } from '../../generators/index.ts'
import { bytesOf, cellsFor, columnNames, columnsOf, openFile, parametersOf } from '../support/csv-files.ts'
import { dialects } from '../support/dialects.ts'
import { isHere } from '../support/tools.ts'

function headerOf(dataset: DatasetSlug, { header }: Dialect): string[] {
  return columnsOf(dataset).map((column) => (header === 'starred' ? column.header : column.name))
}

describe.each(datasetSlugs)('%s: the bytes are those of csv-stringify over whole records', (dataset) => {
  const byStringify = (records: readonly (readonly string[])[], { lineEnd, bom, quoting }: Dialect) =>
    Buffer.from(
      stringify([...records], {
        bom,
        record_delimiter: lineEnd === 'crlf' ? '\r\n' : '\n',
        quoted: quoting === 'always',
        quoted_match: /[\r\n]/, // left to itself, csv-stringify 6.9 quotes only the line end that it writes
      }),
    )

  test.each(dialects)('header $header, line end $lineEnd, BOM $bom, quoting $quoting', async (dialect) => {
    const file = await openFile(dataset, { dialect })
    const expected = byStringify([headerOf(dataset, dialect), ...file.records()], dialect)
    expect(bytesOf(file).equals(expected)).toBe(true)
    expect(file.size).toBe(expected.length)
  })

  test.each([
    ['for 20,000 rows too', { rows: 20_000, seed: 7 }],
    ['where every parameter is false', { parameters: parametersOf(dataset, false) }],
  ])('%s', async (_, changes) => {
    const file = await openFile(dataset, changes)
    const expected = byStringify([headerOf(dataset, defaultDialect), ...file.records()], defaultDialect)
    expect(bytesOf(file).equals(expected)).toBe(true)
    expect(file.size).toBe(expected.length)
  })
})

describe.each(datasetSlugs)('%s holds cells that a careless reader garbles', (dataset) => {
  test.each([
    ['letters beyond ASCII', /[^\p{ASCII}]/u],
    ['commas', /,/],
    ['quotes', /"/],
    ['a quote, a comma and a quote', /",/],
    ['backslashes', /\\/],
  ])('%s', async (_, shape) => {
    expect((await cellsFor(dataset)).flat().some((cell) => shape.test(cell))).toBe(true)
  })
})

test('names beyond ASCII are among them', async () => {
  const at = columnNames('requests').indexOf('Username')
  expect((await cellsFor('requests')).some((record) => /[^\p{ASCII}]/u.test(record[at]!))).toBe(true)
})

const python = isHere('python3')
const readWithPython = `
import csv, io, json, sys
text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8-sig', newline='')
json.dump(list(csv.reader(text, strict=True)), sys.stdout)
`

describe.each(datasetSlugs)('%s is read back as it was written', (dataset) => {
  const opposite: Dialect = { header: 'starred', lineEnd: 'crlf', bom: true, quoting: 'always' }

  describe.each([
    ['default dialect', defaultDialect],
    ['opposite dialect', opposite],
  ])('%s', (_, dialect) => {
    const written = async () => {
      const file = await openFile(dataset, { dialect })
      return { bytes: bytesOf(file), records: [headerOf(dataset, dialect), ...file.records()] }
    }

    test('by csv-parse', async () => {
      const { bytes, records } = await written()
      expect(parse(bytes, { bom: true })).toEqual(records)
    })

    test('by Papa Parse', async () => {
      const { bytes, records } = await written()
      const { data, errors } = Papa.parse(bytes.toString(), { skipEmptyLines: true })
      expect(errors).toEqual([])
      expect(data).toEqual(records)
    })

    test.skipIf(!python)("by Python's csv module", async () => {
      const { bytes, records } = await written()
      const { stdout, stderr } = spawnSync('python3', ['-c', readWithPython], { input: bytes, maxBuffer: 2 ** 26 })
      expect(stderr.toString()).toBe('')
      expect(JSON.parse(stdout.toString())).toEqual(records)
    })
  })

  const jsonColumns = columnsOf(dataset).filter(({ format }) => format.kind === 'json')

  test.each(jsonColumns)('and $name, once read, is JSON', async ({ name }) => {
    const records = parse<Record<string, string>>(bytesOf(await openFile(dataset)), { columns: true })
    const filled = records.map((record) => record[name]!).filter((cell) => cell !== '')
    expect(filled.length).toBeGreaterThan(0)
    expect(filled.map((cell) => JSON.stringify(JSON.parse(cell)))).toEqual(filled) // as JSON.stringify writes it
  })
})
