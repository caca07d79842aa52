import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datasets } from '../../../contracts/index.ts'
import { Containment } from '../../../contracts/provider/file/containment.ts'
import { CsvFactsReader } from '../../../contracts/provider/file/csv-facts.ts'
import { Tokens } from '../../../contracts/provider/tokens.ts'

const cell = fc.stringMatching(/^[a-c", \n\rü]{0,6}$/)
const record = fc.array(cell, { minLength: 2, maxLength: 4 })
const records = fc.array(record, { minLength: 1, maxLength: 6 })

const csv = (of: readonly (readonly string[])[]) =>
  stringify(of as string[][], { record_delimiter: '\n', quoted_match: /\r/ })

/** What is handed out at each of these ends of chunks and then at the end of the file, and the records in it. */
function readInPieces(file: Buffer, cuts: readonly number[]) {
  const rows: string[] = []
  const reader = new CsvFactsReader(datasets.rbac2, new Tokens(), (row) => void rows.push(row.toString()))
  const ends = [...new Set([...cuts, file.length])].filter((cut) => cut <= file.length).sort((a, b) => a - b)
  const blocks = ends.map((end, i) => reader.push(file.subarray(ends[i - 1] ?? 0, end)).toString())
  return { blocks: [...blocks, reader.finish().toString()], rows, facts: reader.facts() }
}

test('records are found again wherever chunks end', () => {
  fc.assert(
    fc.property(records, fc.constantFrom('', '\ufeff'), fc.array(fc.nat(40)), (given, bom, cuts) => {
      const file = Buffer.from(bom + csv([['a', 'b'], ...given]))
      const { blocks, rows, facts } = readInPieces(file, cuts)
      expect(blocks.join('')).toBe(file.toString())
      expect(rows).toEqual(given.map((each) => csv([each]).slice(0, -1)))
      expect(facts).toMatchObject({ rows: given.length, header: ['value-1', 'value-2'], bom: bom !== '' })
    }),
  )
})

test('a block ends with a record, and what is left is not handed out before the end', () => {
  const { blocks, rows } = readInPieces(Buffer.from('a,"b\nc"\nd,e\nf,g'), [5, 12, 16])
  expect(blocks).toEqual(['', 'a,"b\nc"\nd,e\n', '', 'f,g'])
  expect(rows).toEqual(['d,e', 'f,g'])
})

test('blank lines are no records, and a record that ends with an open quotation mark is none either', () => {
  const { blocks, rows } = readInPieces(Buffer.from('a,b\n\nc,d\n\n"e,f'), [])
  expect(blocks.join('')).toBe('a,b\n\nc,d\n\n"e,f')
  expect(rows).toEqual(['c,d'])
})

test('a record without an end is not waited for for ever', () => {
  const reader = new CsvFactsReader(datasets.rbac2, new Tokens())
  reader.push(Buffer.from('a,b\n"'))
  expect(reader.obstacle).toBeNull()
  reader.push(Buffer.alloc(9 * 1024 * 1024, 'x'))
  expect(reader.obstacle).toBe('A record of it is longer than 8388608 bytes, and it was read no further.')
})

describe('containment', () => {
  /** How many of `narrower` are in neither of the others, as multisets: what it has to come to. */
  function missingFrom(narrower: readonly string[], ...wider: readonly (readonly string[])[]): number {
    const count = (all: readonly string[], each: string) => all.filter((other) => other === each).length
    return [...new Set(narrower)]
      .map((each) => Math.max(0, count(narrower, each) - Math.max(...wider.map((all) => count(all, each)))))
      .reduce((sum, each) => sum + each, 0)
  }

  const file = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })

  test('counts what is in neither wider export, as multisets', () => {
    fc.assert(
      fc.property(file, file, file, (before, narrower, after) => {
        const containment = new Containment()
        for (const each of before) containment.widerRecord(Buffer.from(each))
        for (const each of narrower) containment.narrowerRecord(Buffer.from(each))
        for (const each of after) containment.laterRecord(Buffer.from(each))
        expect(containment.end()).toMatchObject({
          wider: before.length,
          narrower: narrower.length,
          missing: missingFrom(narrower, before, after),
        })
      }),
    )
  })

  test('names the first ones that are missing by their numbers', () => {
    const containment = new Containment()
    for (const each of ['a', 'b']) containment.widerRecord(Buffer.from(each))
    for (const each of ['a', 'x', 'b', 'b']) containment.narrowerRecord(Buffer.from(each))
    expect(containment.end()).toEqual({ wider: 2, narrower: 4, missing: 2, firstMissing: [2, 4] })
  })

  test('finds many equal records as fast as it takes note of them', () => {
    const containment = new Containment()
    const record = Buffer.from('a')
    const timed = (look: (record: Buffer) => void) => {
      const began = performance.now()
      for (let i = 0; i < 200_000; i++) look(record)
      return performance.now() - began
    }
    const noting = timed((each) => containment.narrowerRecord(each))
    const finding = timed((each) => containment.laterRecord(each))
    expect(containment.end()).toMatchObject({ narrower: 200_000, missing: 0 })
    // Both hash each record. Where every find moved all the numbers that were left, finding took six times as long.
    expect(finding / noting).toBeLessThan(3)
  })
})

describe('the facts of a file', () => {
  const rbac2 = datasets.rbac2.download.columns
  const factsOf = (file: string) => {
    const reader = new CsvFactsReader(datasets.rbac2, new Tokens())
    reader.push(Buffer.from(file))
    reader.finish()
    return reader.facts()
  }
  const starred = rbac2.map(({ header }) => header).join(',')
  const plain = rbac2.map(({ name }) => name).join(',')
  const open = plain.replace('Metadata', '"Metadata')
  const row = (value: string, username: string) => rbac2.map((_, i) => ({ 2: value, 5: username })[i] ?? '').join(',')

  test.each([
    ['plain', plain],
    ['starred', starred],
    ['unknown', 'a,b'],
  ])('tell a %s header', (headerStyle, header) => {
    expect(factsOf(`${header}\n`).headerStyle).toBe(headerStyle)
  })

  test.each([
    ['LF', 'a\nb\n'],
    ['CRLF', 'a\r\nb\r\n'],
    ['CR', 'a\rb\r'],
    ['mixed', 'a\nb\r\n'],
    ['none', 'a'],
  ])('tell the line end %s', (lineEnd, file) => {
    expect(factsOf(file).lineEnd).toBe(lineEnd)
  })

  test.each([
    ['where needed', '"a,b",c'],
    ['always', '"a","b"'],
    ['more than needed', '"a",b'],
    ['none needed', 'a,b'],
  ])('tell the quoting %s', (quoting, cells) => {
    expect(factsOf(`${plain}\n${cells}\n`).quoting).toBe(quoting)
  })

  test('tell a byte order mark, and still know the first column', () => {
    expect(factsOf(`\ufeff${plain}\n`)).toMatchObject({ bom: true, header: plain.split(',') })
  })

  test('show documented names, plain or starred, and a token for any other', () => {
    expect(factsOf(`${plain},Extra\n`).header).toEqual([...plain.split(','), 'value-1'])
    expect(factsOf('Ada,Grace,ID*,Ada\n').header).toEqual(['value-1', 'value-2', 'ID*', 'value-1'])
  })

  test.each([
    ['lines end with CR and a row is short', `${plain}\rAda,Grace\r`, plain.split(',')],
    ['the last name is not closed and a row is short', `${open}\nAda,Grace\n`, []],
    [
      'the last name is not closed and rows are whole',
      `${open}\n${row('', 'Ada')}\n`,
      [...plain.split(',').slice(0, -1), 'value-1'],
    ],
  ])('show no data in the header where %s', (_, file, header) => {
    expect(factsOf(file).header).toEqual(header)
  })

  test.each([
    ['"[{""a"":1}]"', 'ada@example.com', { Value: 'JSON', 'Identity Username': 'e-mail address' }],
    ['[{a: 1}]', 'ada', { Value: 'brackets that hold no JSON', 'Identity Username': 'one word' }],
    ['', 'Ada Lovelace', { 'Identity Username': 'several words' }],
  ])('tell the form of cells in question: %j, %j', (value, username, forms) => {
    expect(factsOf(`${plain}\n${row(value, username)}\n`).forms).toEqual(forms)
  })

  test('leave out a form that fewer than a twentieth of the cells have', () => {
    const rows = Array.from({ length: 40 }, (_, i) => row('', i === 0 ? 'ada@example.com' : 'ada'))
    expect(factsOf(`${plain}\n${rows.join('\n')}\n`).forms).toEqual({ 'Identity Username': 'one word' })
  })
})
