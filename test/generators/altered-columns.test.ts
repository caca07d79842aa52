import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { missingColumn } from '../../generators/alterations/missing-column.ts'
import { cellKit } from '../../generators/cells.ts'
import { type AlterationSpec, defaultDialect } from '../../generators/index.ts'
import { bytesFor, columnsOf } from '../support/csv-files.ts'

const kit = cellKit(defaultDialect)

describe.each(datasetSlugs)('%s', (dataset) => {
  /** The records of a file as csv-parse reads it, the header the first of them. */
  const read = async (...alterations: AlterationSpec[]) => parse(await bytesFor(dataset, { rows: 300, alterations }))
  const last = columnsOf(dataset).length

  describe('missing-column', () => {
    test.each([
      ['the first', 1, 1],
      ['one in the middle', 5, 5],
      ['the last', last, last],
      ['the last, for a position behind it', last + 1, last],
      ['the last, for one far behind it', 1000, last],
    ])('leaves out %s, header and cells', async (_, position, left) => {
      const without = (await read()).map((record) => record.toSpliced(left - 1, 1))
      expect(await read({ alteration: 'missing-column', position })).toEqual(without)
    })

    test('leaves out the first unless told otherwise', async () => {
      expect(await read({ alteration: 'missing-column' })).toEqual(
        await read({ alteration: 'missing-column', position: 1 }),
      )
    })
  })

  describe('extra-column', () => {
    const added = { alteration: 'extra-column', header: 'Risk, Score', value: 'say "no"' } as const

    test.each([
      ['first', 1, 1],
      ['in the middle', 5, 5],
      ['before the last', last, last],
      ['last', last + 1, last + 1],
      ['last, for a position far behind', 1000, last + 1],
    ])('stands %s, with its header and the same text in every row', async (_, position, place) => {
      const withIt = (await read()).map((record, row) =>
        record.toSpliced(place - 1, 0, row === 0 ? 'Risk, Score' : 'say "no"'),
      )
      expect(await read({ ...added, position })).toEqual(withIt)
    })

    test('is called Added Later and holds "new" unless told otherwise', async () => {
      const [header, ...rows] = await read({ alteration: 'extra-column' })
      expect(header![0]).toBe('Added Later')
      expect(new Set(rows.map(([cell]) => cell))).toEqual(new Set(['new']))
    })

    test.each(['minimal', 'always'] as const)('is blank where its text is empty, quoting %s', async (quoting) => {
      const changes = { dialect: { quoting }, alterations: [{ ...added, value: '' }] }
      const [, ...lines] = (await bytesFor(dataset, { rows: 1, ...changes })).toString().split('\n')
      expect(lines[0]).toMatch(/^,/)
    })
  })

  describe('reordered-columns', () => {
    test('reverses them unless told otherwise', async () => {
      const reversed = (await read()).map((record) => record.toReversed())
      expect(await read({ alteration: 'reordered-columns' })).toEqual(reversed)
      expect(await read({ alteration: 'reordered-columns', by: 'reversed' })).toEqual(reversed)
    })

    test('rotated, moves the first to the end', async () => {
      const rotated = (await read()).map(([first, ...others]) => [...others, first])
      expect(await read({ alteration: 'reordered-columns', by: 'rotated' })).toEqual(rotated)
    })
  })

  test('a starred header stays starred', async () => {
    const spec = {
      rows: 0,
      dialect: { header: 'starred' },
      alterations: [{ alteration: 'reordered-columns' }],
    } as const
    const [header] = parse(await bytesFor(dataset, spec))
    expect(header).toEqual(
      columnsOf(dataset)
        .map((column) => column.header)
        .toReversed(),
    )
  })
})

test('missing-column leaves the only column of a file, which would be no CSV without', () => {
  const only = { header: 'Only', column: undefined, writer: kit.perRow().prepared(() => undefined) }
  expect(missingColumn.apply([only], { position: 1 })).toEqual([only])
})
