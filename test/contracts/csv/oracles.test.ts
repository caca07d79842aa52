import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../../contracts/index.ts'
import { chunksOf, piecesOf, readCells } from '../../support/csv-cells.ts'
import { bytesFor } from '../../support/csv-files.ts'
import { dialects } from '../../support/dialects.ts'

const asCsvParse = (csv: string | Uint8Array) => parse(Buffer.from(csv), { relax_column_count: true }) as string[][]

describe('what RFC 4180 allows is read as csv-parse reads it', () => {
  const characters = fc.constantFrom(...'ab ,;"\n\r\t\\\'{}[]é€😀')
  const cells = fc.string({ unit: characters, maxLength: 8 })
  const records = fc.array(fc.array(cells, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  const styles = fc.record({
    record_delimiter: fc.constantFrom('\n', '\r\n', '\r'),
    quoted: fc.boolean(),
    quoted_empty: fc.boolean(),
    eof: fc.boolean(),
  })

  const written = fc
    .tuple(records, styles)
    .map(([rows, style]) => Buffer.from(stringify(rows, { ...style, quoted_match: /[\r\n]/ })))

  test('in one piece', () => {
    fc.assert(
      fc.property(written, (csv) => {
        expect(readCells([csv])).toEqual(asCsvParse(csv))
      }),
      { numRuns: 2000 },
    )
  })

  test('cut in two at every byte', () => {
    fc.assert(
      fc.property(written, (csv) => {
        const whole = asCsvParse(csv)
        for (let at = 0; at <= csv.length; at++) expect(readCells(chunksOf(csv, at))).toEqual(whole)
      }),
      { numRuns: 100 },
    )
  })

  test('byte by byte', () => {
    fc.assert(
      fc.property(written, (csv) => {
        expect(readCells(piecesOf(csv, 1))).toEqual(asCsvParse(csv))
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['quotes around nothing', '"",""\n'],
    ['a quoted line end at the end', 'a,"b\n"\n'],
    ['nothing but commas', ',,\n,,\n'],
    ['blanks around', ' a , b \n'],
    ['four quotes', '"""",a\n'],
    ['no line end', 'a,b'],
    ['a comma at the end', 'a,'],
  ])('%s', (_, csv) => {
    expect(readCells([Buffer.from(csv)])).toEqual(asCsvParse(csv))
  })
})

describe.each(datasetSlugs)('generated files of %s are read as csv-parse reads them', (slug) => {
  test.each(dialects.filter(({ bom }) => !bom))(
    'header $header, line end $lineEnd, quoting $quoting',
    async (dialect) => {
      const csv = await bytesFor(slug, { dialect, alterations: [{ alteration: 'hostile-cells' }] })
      expect(readCells(piecesOf(csv, 1000))).toEqual(asCsvParse(csv))
    },
  )
})

const corpus = csvSpectrum()
/** Its JSON has another telephone number than its CSV, and is no list. */
const isAnswered = ({ name }: { name: string }) => name !== 'location_coordinates.csv'

describe.skipIf(corpus.length === 0)('the csv-spectrum corpus', () => {
  test.each(corpus.filter(isAnswered))('$name is read as its answer says', ({ csv, json }) => {
    const [header, ...rows] = readCells(piecesOf(csv, 7))
    const objects = rows.map((row) => Object.fromEntries(header!.map((name, at) => [name, row[at]])))
    expect(objects).toEqual(json)
  })

  test.each(corpus)('$name is read as csv-parse reads it, which lets stray quotes pass', ({ csv }) => {
    expect(readCells(piecesOf(csv, 7))).toEqual(parse(csv, { relax_quotes: true }))
  })
})

/** Each file with what its readers are to make of it; none where the package is not installed. */
function csvSpectrum(): readonly { name: string; csv: Buffer; json: unknown }[] {
  const folder = folderOf('csv-spectrum')
  if (folder === undefined) return []
  return readdirSync(join(folder, 'csvs')).map((file) => ({
    name: file,
    csv: readFileSync(join(folder, 'csvs', file)),
    json: JSON.parse(readFileSync(join(folder, 'json', file.replace(/\.csv$/, '.json')), 'utf8')),
  }))
}

function folderOf(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    return undefined
  }
}
