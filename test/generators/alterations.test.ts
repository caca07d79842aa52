import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { alterationNames, type OptionSchema } from '../../generators/alterations/index.ts'
import { type AlterationSpec, alterations, type CsvFile } from '../../generators/index.ts'
import { anyAlterations, anyOptionsOf } from '../support/alteration-specs.ts'
import { breachesOf } from '../support/contract-breaches.ts'
import { bytesFor, bytesOf, cellsFor, openFile } from '../support/csv-files.ts'
import { dialects } from '../support/dialects.ts'
import { validator } from '../support/json-schema.ts'
import { packagesLoadedWith } from '../support/source-files.ts'

const each = alterationNames.map((name) => alterations[name])

describe('the list of alterations', () => {
  test.each(alterationNames)('%s stands there by its name', (name) => {
    expect(alterations[name].name).toBe(name)
  })

  test.each(each)('$name says in one sentence what it does', ({ summary }) => {
    expect(summary).toMatch(/^[A-Z][^.]+\.$/)
  })

  test.each(each)('the options of $name are JSON Schemas that their defaults hold to', ({ options }) => {
    const schemas = Object.values<OptionSchema>(options)
    expect(schemas.flatMap((schema) => validator(schema)(schema.default))).toEqual([])
    expect(schemas.filter(({ description }) => !/^[A-Z].+\.$/.test(description))).toEqual([])
  })

  test.each(each)('$name is data, its functions aside', (alteration) => {
    const data = Object.entries(alteration).filter(([, value]) => typeof value !== 'function')
    expect(JSON.parse(JSON.stringify(data))).toEqual(data)
    expect(data.map(([member]) => member)).toEqual(['name', 'summary', 'breaks', 'options'])
  })

  test('loads nothing from npm, so that a server can show it before it makes any file', () => {
    expect(packagesLoadedWith('generators/alterations/index.ts')).toEqual([])
    expect(packagesLoadedWith('generators/index.ts')).toContain('@faker-js/faker')
  })
})

// A change of these hashes means what it means in determinism.test.ts.
test('a seed and an alteration are always the same bytes', async () => {
  const cases = datasetSlugs.flatMap((dataset) => alterationNames.map((alteration) => ({ dataset, alteration })))
  const hashes = cases.map(async ({ dataset, alteration }) => {
    const bytes = await bytesFor(dataset, { alterations: [{ alteration }] })
    return `${dataset} ${alteration}: ${createHash('sha256').update(bytes).digest('hex')}`
  })
  expect(await Promise.all(hashes)).toMatchInlineSnapshot(`
    [
      "requests missing-column: fe2080f774aad9f0b59a7584f11ca00ee1520c08e4dec1dd40edced5d9e399ac",
      "requests extra-column: e0605ab535b7786f053624da49cc5111df0e3af2abc04b6a7e786c90145ffd7f",
      "requests reordered-columns: a35d3a13b490d28da7c86bda46573b0f77111c4acdadaf1bc09104744451b4f1",
      "requests collapsed-quotes: 20907aaa72c6dbe06714b921a715f6788c6aeb820f63d979a2845c116d57d2f6",
      "requests hostile-cells: e91c5169196db1b9579d546966fc49682d40213ab11991766f0cb42ac684c3f4",
      "requests broken: c93b41f39bf79b71cf76f6c0cb182e11fea39e3e469e86b6f8158aa43fe0f5c6",
      "rbac2 missing-column: 86eefb976e88570a02ad8ebed71778e3a01fdfc5324565b3bd21eda777b345d0",
      "rbac2 extra-column: 4e09a52f64b8aff872751c6e6119e3da0666c22abd48e5e68d0d9ded214352cb",
      "rbac2 reordered-columns: b554adc7af0c4ae77703a4138ba553e7f0306f3fd0a40037da69240373da4e5c",
      "rbac2 collapsed-quotes: 693141361f8df388a8d04f6270bf7cbb472492853ee0725d8ed503eb8347c21c",
      "rbac2 hostile-cells: 819ba2a9b74c66439d18becf8c6d51fa5efc50d06bee57a87aa61f308707da6b",
      "rbac2 broken: c93b41f39bf79b71cf76f6c0cb182e11fea39e3e469e86b6f8158aa43fe0f5c6",
    ]
  `)
})

/** Holds a few ranges of a file against the whole, wherever they begin and end. */
function expectRangesToBeSlices(file: CsvFile): void {
  const whole = bytesOf(file)
  expect(whole).toHaveLength(file.size)
  const offset = fc.nat(file.size)
  fc.assert(
    fc.property(offset, offset, (from, to) => {
      expect(bytesOf(file, from, to).equals(whole.subarray(from, to))).toBe(true)
    }),
    { numRuns: 20 },
  )
}

describe.each(datasetSlugs)('%s', (dataset) => {
  describe.each(alterationNames)('with %s', (alteration) => {
    test('the size is the number of bytes, and any range that part of them, whatever the options', async () => {
      await fc.assert(
        fc.asyncProperty(anyOptionsOf(alteration), fc.constantFrom(...dialects), async (spec, dialect) => {
          expectRangesToBeSlices(await openFile(dataset, { rows: 250, dialect, alterations: [spec] }))
        }),
        { numRuns: 10 },
      )
    })

    test('there are as many rows as without', async () => {
      expect(await cellsFor(dataset, { alterations: [{ alteration }] })).toHaveLength(1000)
    })

    test('a row does not depend on how many rows there are', async () => {
      const changes = { alterations: [{ alteration }] }
      const [long, short] = [
        await openFile(dataset, { rows: 20_000, ...changes }),
        await bytesFor(dataset, { rows: 777, ...changes }),
      ]
      expect(short.equals(bytesOf(long, 0, short.length))).toBe(true)
    })
  })

  test('several alterations keep size and ranges in step too', async () => {
    await fc.assert(
      fc.asyncProperty(anyAlterations, async (specs) => {
        expectRangesToBeSlices(await openFile(dataset, { rows: 150, alterations: specs }))
      }),
      { numRuns: 20 },
    )
  })

  const legible = each.filter(({ breaks }) => breaks !== 'syntax').map(({ name }) => name)
  const written = legible.flatMap((alteration) => dialects.map((dialect) => ({ alteration, ...dialect })))

  test.each(written)(
    '$alteration is read back as its records: header $header, line end $lineEnd, BOM $bom, quoting $quoting',
    async ({ alteration, ...dialect }) => {
      const file = await openFile(dataset, { dialect, alterations: [{ alteration }] })
      const [, ...read] = parse(bytesOf(file), { bom: true })
      expect(read).toEqual([...file.records()])
    },
  )

  const harmless = each.filter(({ breaks }) => breaks === 'nothing').map(({ name }) => name)

  test.each(harmless)('%s keeps the contract', async (alteration) => {
    expect(breachesOf(dataset, await cellsFor(dataset, { alterations: [{ alteration }] }))).toEqual([])
  })

  test.each<[string, readonly AlterationSpec[]]>([
    ['none', []],
    ['none any more', [{ alteration: 'reordered-columns' }, { alteration: 'reordered-columns' }]],
    ['one that another takes back', [{ alteration: 'extra-column' }, { alteration: 'missing-column' }]],
  ])('with %s it is the file of the contract', async (_, specs) => {
    expect((await bytesFor(dataset, { alterations: specs })).equals(await bytesFor(dataset))).toBe(true)
  })
})

test('alterations are applied in the order in which they are listed', async () => {
  const extra = { alteration: 'extra-column', header: 'X' } as const
  const reversed = { alteration: 'reordered-columns' } as const
  const headerAfter = async (...specs: AlterationSpec[]) =>
    parse(await bytesFor('rbac2', { rows: 0, alterations: specs }))[0]!
  expect((await headerAfter(extra, reversed)).indexOf('X')).toBe(14)
  expect((await headerAfter(reversed, extra)).indexOf('X')).toBe(0)
})
