import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addresses } from '../../../contracts/csv/rules/cases.ts'
import { datasetSlugs, datasets } from '../../../contracts/index.ts'
import { checked, failuresIn, findingsIn } from '../../support/csv-reports.ts'

const headerOf = (slug: (typeof datasetSlugs)[number], style: 'name' | 'header') =>
  datasets[slug].download.columns.map((column) => column[style]).join()

describe('a header that is all there is of the file', () => {
  test.each([
    ['and ends with a name', 'City,Street', ['csv/missing-column: 1']],
    ['and ends with the first name', 'City', ['csv/missing-column: 2']],
    ['and ends with a starred name', 'City*', ['csv/missing-column: 2']],
    [
      'and ends with a name that is not the one of its place',
      'City,Streat',
      ['csv/missing-column: 1', 'csv/misspelt-column: 1'],
    ],
    ['and has a column too many', 'City,Street,House,Ho', ['csv/extra-column: 1']],
    ['and ends within a name, with a line end behind it', 'City,Street,Hous\n', ['csv/misspelt-column: 1']],
    ['and is whole', 'City,Street,House', []],
  ])('%s', (_, csv, failures) => {
    expect(failuresIn(checked(addresses, csv)).toSorted()).toEqual(failures)
  })

  describe.each(datasetSlugs)('%s', (slug) => {
    test.each(['name', 'header'] as const)('cut anywhere, spelt by %s, is cut or lacks columns', (style) => {
      const header = headerOf(slug, style)
      fc.assert(
        fc.property(fc.integer({ min: 1, max: header.length - 1 }), (at) => {
          const ids = failuresIn(checked(datasets[slug], header.slice(0, at))).map((failure) => failure.split(':')[0])
          const names = header.slice(0, at).split(',')
          const { name, header: printed } = datasets[slug].download.columns[names.length - 1]!
          const isWhole = [name, printed].some((whole) => whole === names.at(-1))
          const isLast = names.length === datasets[slug].download.columns.length
          expect(ids).toEqual(
            !isWhole ? ['csv/truncated'] : isLast ? [] : expect.arrayContaining(['csv/missing-column']),
          )
        }),
      )
    })
  })
})

describe('a name that the documentation does not have', () => {
  const repeated = (csv: string) =>
    findingsIn(checked(addresses, csv)).filter((finding) => finding.startsWith('csv/duplicate-column'))

  test('is repeated once for each time after the first', () => {
    expect(repeated('City,Planet,Street,House,Planet,Planet*\n')).toEqual([
      'csv/duplicate-column: row 0, line 1, column 5 (Planet), byte 25: ' +
        'received "Planet" as column 5, and as column 2 before; expected each column once',
      'csv/duplicate-column: row 0, line 1, column 6 (Planet*), byte 32: ' +
        'received "Planet*" as column 6, and as column 2 before; expected each column once',
    ])
  })

  test('is an extra column the first time, and a duplicate from then on', () => {
    expect(failuresIn(checked(addresses, 'City,Planet,Street,House,Planet,Planet\n')).toSorted()).toEqual([
      'csv/duplicate-column: 2',
      'csv/extra-column: 1',
    ])
  })

  test('stands for the nearest only the first time', () => {
    const csv = 'City,Stret,Stret\n'
    expect(repeated(csv)).toEqual([expect.stringContaining('received "Stret" as column 3')])
    expect(failuresIn(checked(addresses, csv)).toSorted()).toEqual(
      ['csv/duplicate-column: 1', 'csv/misspelt-column: 1', 'csv/missing-column: 1'].toSorted(),
    )
  })

  test('is not repeated where it is only similar, or blank', () => {
    expect(repeated('City,Street,House,Planet,planet,,\n')).toEqual([])
  })
})

test('a header of thousands of strange names is held against the contract in bounded time', () => {
  const strange = Array.from({ length: 256 }, (_, at) => `${at}`.padEnd(60, '?'))
  expect(failuresIn(checked(addresses, `City,Street,${strange.slice(1).join()},Hose\n`))).toEqual([
    'csv/extra-column: 255',
    'csv/misspelt-column: 1',
  ])
  expect(failuresIn(checked(addresses, `City,Street,${strange.join()},Hose\n`))).toEqual([
    'csv/missing-column: 1',
    'csv/extra-column: 257',
  ])
})
