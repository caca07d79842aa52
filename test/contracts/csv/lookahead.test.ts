import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { RecordReader } from '../../../contracts/csv/reading/record-reader.ts'
import { addresses, facts } from '../../../contracts/csv/rules/cases.ts'
import { type Dataset, datasetSlugs, datasets } from '../../../contracts/index.ts'
import { piecesOf, readCells } from '../../support/csv-cells.ts'
import { checked, failuresIn } from '../../support/csv-reports.ts'

/** Read from another place, the quotes of these lines open where they close, and hold the line ends. */
const insides = '"""",","\r\r\n","}}"}'

describe('the bytes that are looked at grow with the file, not with its square', () => {
  test.each([
    ['JSON that ends only without its strings', 2, 'A,B\n', '{"\\"},'],
    ['the same in lines that end with CR', 2, 'A,B\r', '{"\\"},x\r'],
    ['the same in one line for each', 2, 'A,B\n', '{"\\"},x\n'],
    ['quoted JSON that has no end', 2, 'A,B\n', '"{"a",'],
    ['both in turn', 2, 'A,B\n', '"{"a",{"\\"},'],
    ['brackets alone', 2, 'A,B\n', '[,'],
    ['brackets and quoted brackets', 2, 'A,B\n', '[,"],",'],
    ['quotation marks alone', 2, 'A,B\n', '"'],
    ['an odd number of them in each cell', 2, 'A,B\n', '"a""",'],
    ['backslashes before them', 2, 'A,B\n', '\\"'],
    ['backslashes before line ends', 2, 'A,B\n', '{"\\\n'],
    ['lines that can be read as the insides of cells', 1, 'A\n', insides],
    ['others in lines that end with CR', 2, 'A,B\r', '{}\r\n","}"","'],
    ['those in very wide records', 4096, 'A\n', insides],
    ['opening ones never closed', 2, 'A,B\n', '"a,b\n""c,d\n'],
  ])('%s', (_, width, header, unit) => {
    const csv = `${header}${unit.repeat(30_000 / unit.length)}`
    expect(looksAt(csv, width)).toBeLessThan(mostLooks(csv))
  })

  test('whatever is repeated', () => {
    const tokens = fc.array(fc.constantFrom(...'",\\{}[]a\n\r', '\r\n', '",', ',"', '"{', '}"', '\\"'), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(
        fc.record({ width: fc.constantFrom(1, 2, 24, 4096), lineEnd: fc.constantFrom('\n', '\r\n', '\r') }),
        fc.record({ before: tokens, unit: tokens, times: fc.constantFrom(1, 5, 24), behind: tokens }),
        ({ width, lineEnd }, { before, unit, times, behind }) => {
          const part = unit.join('').repeat(times) + behind.join('')
          const csv = `A${lineEnd}${before.join('')}${part.repeat(8000 / part.length)}`
          expect(looksAt(csv, width)).toBeLessThan(mostLooks(csv))
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('a record that looks ahead in vain too often', () => {
  const vain = '{"\\"},'.repeat(4000)

  test('is read all the same, in other words', () => {
    expect(failuresIn(checked(addresses, `City,Street,House\n${vain}\n`))).toEqual(['csv/stray-quote: 4000'])
  })

  test('leaves those behind it as they are', () => {
    const csv = `City,Street,House\n${vain}\n"say \\"a, b\\"",,\n{"a":"b,c"},,\n`
    expect(failuresIn(checked(addresses, csv)).toSorted()).toEqual([
      'csv/backslash-escape: 1',
      'csv/stray-quote: 4000',
      'csv/unescaped-json: 1',
    ])
  })

  test.each([997, 30_000, 65_536])('is read alike in chunks of %d bytes', (size) => {
    const damaged = '{"a":"b,c"},"x"y,\n"\\"a, b\\"",{"\\"},\n","\n'.repeat(1000)
    const csv = Buffer.from(`A,B,C\n${damaged}${vain}\n${damaged}${insides.repeat(3000)}\n${damaged}`)
    expect(readCells(piecesOf(csv, size), 3)).toEqual(readCells([csv], 3))
  })
})

describe('no bytes end the check with an error', () => {
  const tokens = fc.constantFrom(
    ...'",\\{}[]:a\n\r\0',
    ...['\r\n', '\\"', '""', '{"n":1}', '{"n":', '[[', 'é', '\ufeff', '\u001b[31m', 'City,Street,House\n'],
    ...['Name,Facts\n', '01H9VNFTZD1T44TCSKGEBWNTZD'],
  )
  const files = fc.oneof(
    fc.array(tokens, { maxLength: 60 }).map((texts) => Buffer.from(texts.join(''))),
    fc.uint8Array({ maxLength: 300 }),
  )
  const all: readonly Dataset[] = [addresses, facts, ...datasetSlugs.map((slug) => datasets[slug])]

  test.each(all)('columns of $download.path ($download.columns.length)', (dataset) => {
    const header = Buffer.from(`${dataset.download.columns.map(({ name }) => name).join()}\n`)
    fc.assert(
      fc.property(fc.boolean(), files, (hasHeader, file) => {
        const csv = hasHeader ? Buffer.concat([header, file]) : file
        expect(checked(dataset, csv).facts.bytes).toBe(csv.length)
      }),
      { numRuns: 2000 },
    )
  })
})

/** So many for each byte, and those that may be in vain: growing with the square of the file, it were many times more. */
function mostLooks(csv: string): number {
  return 40 * csv.length + 3_000_000
}

/** How often a byte is looked at while the records of a file are read. */
function looksAt(csv: string, width: number): number {
  let looks = 0
  vi.spyOn(Buffer, 'allocUnsafeSlow').mockImplementationOnce(
    (size) =>
      new Proxy(Buffer.alloc(size), {
        get(buffer, key) {
          if (typeof key === 'string' && key <= ':') looks++
          const value: unknown = Reflect.get(buffer, key, buffer)
          return typeof value === 'function' ? value.bind(buffer) : value
        },
        set: (buffer, key, value) => Reflect.set(buffer, key, value, buffer),
      }),
  )
  const reader = new RecordReader()
  reader.push(Buffer.from(csv))
  reader.finish()
  while (reader.read(width) === 'record');
  return looks
}
