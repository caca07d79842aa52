import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { collapsedQuotes } from '../../generators/alterations/collapsed-quotes.ts'
import { cellKit } from '../../generators/cells.ts'
import { type AlterationSpec, type Dialect, defaultDialect } from '../../generators/index.ts'
import { bytesFor, cellsFor, columnNames } from '../support/csv-files.ts'

const collapsed: AlterationSpec = { alteration: 'collapsed-quotes' }

/** What the file shows of a cell: the damage done to it when it is encoded by itself. */
function shownAs(value: string, quoting: Dialect['quoting'] = 'minimal'): string {
  const kit = cellKit({ ...defaultDialect, quoting })
  const writer = kit.perRow<string>().prepared((text) => (text === '' ? undefined : kit.cell(text)))
  const [column] = collapsedQuotes.apply([{ header: 'Any', column: undefined, writer }])
  const out = Buffer.alloc(column!.writer.width(value) + 2, '~')
  expect(column!.writer.write(value, out, 1)).toBe(out.length - 1)
  return out.toString().slice(1, -1)
}

describe('a cell with collapsed quotes', () => {
  test('reads like the sample of the documentation', () => {
    const cell = JSON.stringify({
      integration_to_scim_payload: { 'aws/214195': { username: '' }, 'github/28329': {} },
      reason: 'Need to perform current job duties',
      reference_department: null,
    })
    expect(shownAs(cell)).toBe(
      '"{"integration_to_scim_payload":{"aws/214195":{"username":"},"github/28329":{}},' +
        '"reason":"Need to perform current job duties","reference_department":null}"',
    )
  })

  test.each([
    ['two quotes in a row become one', 'a""b', '"a"b"'],
    ['and so do five', 'a"""""b', '"a"b"'],
    ['one stays one', 'a"b', '"a"b"'],
    ['quotes apart from each other stay apart', '"a" "b"', '""a" "b""'],
    ['a cell of nothing but quotes has one left', '""', '"""'],
    ['a cell that is quoted for another reason stays whole', 'a,b', '"a,b"'],
    ['and so does a cell without quotes', 'ab', 'ab'],
    ['a blank cell stays blank', '', ''],
    ['letters beyond ASCII are not touched', '„ä"" 😀', '"„ä" 😀"'],
  ])('%s: %j', (_, value, shown) => {
    expect(shownAs(value)).toBe(shown)
  })

  test('keeps the quotes around it where all cells are quoted', () => {
    expect(shownAs('ab', 'always')).toBe('"ab"')
  })
})

describe.each(datasetSlugs)('%s with collapsed quotes', (dataset) => {
  test.each(['minimal', 'always'] as const)(
    'has that damage in every cell and no other, quoting %s',
    async (quoting) => {
      const dialect = { quoting }
      const damaged = (cell: string) => {
        const encoded =
          cell && stringify([[cell]], { eof: false, quoted: quoting === 'always', quoted_match: /[\r\n]/ })
        return encoded.startsWith('"') ? `"${cell.replace(/"+/g, '"')}"` : encoded
      }
      const header = stringify([[...columnNames(dataset)]], { quoted: quoting === 'always' })
      const lines = (await cellsFor(dataset, { dialect })).map((record) => `${record.map(damaged).join(',')}\n`)
      const bytes = await bytesFor(dataset, { dialect, alterations: [collapsed] })
      expect(bytes.toString()).toBe(header + lines.join(''))
    },
  )

  test('is refused by a strict reader', async () => {
    const bytes = await bytesFor(dataset, { alterations: [collapsed] })
    expect(() => parse(bytes)).toThrow(/quote/i)
  })

  test('has records as they were meant', async () => {
    expect(await cellsFor(dataset, { alterations: [collapsed] })).toEqual(await cellsFor(dataset))
  })

  test('has a header that is whole', async () => {
    const extra: AlterationSpec = { alteration: 'extra-column', header: 'so ""called""' }
    const bytes = await bytesFor(dataset, { rows: 0, alterations: [extra, collapsed] })
    expect(parse(bytes)[0]![0]).toBe('so ""called""')
  })

  test('leaves the cells of later alterations whole', async () => {
    const extra: AlterationSpec = { alteration: 'extra-column', value: 'say ""no""' }
    const bytes = await bytesFor(dataset, { rows: 1, alterations: [collapsed, extra] })
    expect(bytes.toString().split('\n')[1]).toMatch(/^"say """"no""""",/)
  })
})
