import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CellKit, type ColumnWriter, cellKit } from '../../generators/cells.ts'
import { type Dialect, defaultDialect } from '../../generators/dialect.ts'
import { formatUlid, type UlidBits } from '../../generators/ulid.ts'
import { bitsOfUlid } from '../support/ulid.ts'

const minimal = cellKit(defaultDialect)
const always = cellKit({ ...defaultDialect, quoting: 'always' })

/** What a writer puts between other bytes, where it says it will end. */
function written<Source>(writer: ColumnWriter<Source>, from: Source): string {
  const width = writer.width(from)
  const out = Buffer.alloc(width + 4, '~')
  const end = writer.write(from, out, 2)
  return `${out.subarray(0, 2)}${out.subarray(2, end)}${out.subarray(2 + width)}`
}

const between = (cell: string) => `~~${cell}~~`

const awkward = [
  ['plain', 'plain', '"plain"'],
  ['two words', 'two words', '"two words"'],
  ['a,b', '"a,b"', '"a,b"'],
  ['say "no"', '"say ""no"""', '"say ""no"""'],
  ['"', '""""', '""""'],
  ['one\ntwo', '"one\ntwo"', '"one\ntwo"'],
  ['one\rtwo', '"one\rtwo"', '"one\rtwo"'],
  ['one\r\ntwo', '"one\r\ntwo"', '"one\r\ntwo"'],
  ['Zażółć – naïve 😀', 'Zażółć – naïve 😀', '"Zażółć – naïve 😀"'],
  ['=1+1', '=1+1', '"=1+1"'],
] as const

describe('a cell is encoded as RFC 4180 asks', () => {
  const dialects: [string, Partial<Dialect>][] = [
    ['LF', { lineEnd: 'lf' }],
    ['CRLF', { lineEnd: 'crlf' }],
    ['BOM', { bom: true }], // which belongs to the file, not to its cells
  ]
  const cases = dialects.flatMap(([name, dialect]) => awkward.map((cell) => [name, ...cell, dialect] as const))

  test.each(cases)('%s: %j becomes %j; always quoted, %j', (_, value, bare, quoted, dialect) => {
    const cells = (['minimal', 'always'] as const).map((quoting) =>
      cellKit({ ...defaultDialect, ...dialect, quoting }).cell(value),
    )
    expect(cells.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([bare, quoted])
    expect(cells.map((cell) => cell.value)).toEqual([value, value])
    expect(cells.map((cell) => cell.width)).toEqual([Buffer.byteLength(bare), Buffer.byteLength(quoted)])
  })
})

describe.each<[string, CellKit]>([
  ['minimal', minimal],
  ['always', always],
])('quoting %s', (_, kit) => {
  test('three pieces make the same cell as their text at once', () => {
    const parts = ['{"a":"x,y"', ',"b":"say ""no"""', ',"c":"ä"}'] as const
    const writer = kit.perRow<typeof parts>().pieces(
      ([first]) => kit.piece(first, 'opening'),
      ([, second]) => kit.piece(second),
      ([, , third]) => kit.piece(third, 'closing'),
    )
    const whole = Buffer.from(kit.cell(parts.join('')).bytes).toString()
    expect(written(writer, parts)).toBe(between(whole))
    expect(writer.value(parts)).toBe(parts.join(''))
  })

  test('a blank cell takes no bytes, however the column is written', () => {
    const column = kit.perRow<undefined>()
    const writers = [column.prepared(() => undefined), column.ulid(() => undefined), column.dateTime(() => undefined)]
    expect(writers.map((writer) => written(writer, undefined))).toEqual(Array(3).fill(between('')))
    expect(writers.map((writer) => writer.value(undefined))).toEqual(Array(3).fill(''))
  })

  test.each([1, 15, 16, 17, 300])('a prepared cell of %d characters is copied whole', (length) => {
    const cell = kit.cell('x'.repeat(length))
    const writer = kit.perRow<undefined>().prepared(() => cell)
    expect(written(writer, undefined)).toBe(between(Buffer.from(cell.bytes).toString()))
  })
})

test('a column knows whether its cells follow from the group or from the row', () => {
  expect([
    minimal.perGroup<undefined>().prepared(() => undefined).per,
    minimal.perRow().ulid(() => undefined).per,
  ]).toEqual(['group', 'row'])
})

describe('a date and time', () => {
  const writer = minimal.perRow<number>().dateTime((seconds) => seconds)
  const quoted = always.perRow<number>().dateTime((seconds) => seconds)
  const byDate = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')

  test.each([
    '0000-01-01 00:00:00',
    '1599-12-31 23:59:59',
    '1600-02-29 00:00:00',
    '1900-02-28 23:59:59',
    '1900-03-01 00:00:00',
    '1969-12-31 23:59:59',
    '1970-01-01 00:00:00',
    '1999-12-31 23:59:59',
    '2000-02-29 12:34:56',
    '2000-03-01 00:00:00',
    '2023-02-28 23:59:59',
    '2024-02-29 23:59:59',
    '2024-12-31 00:00:00',
    '2100-02-28 23:59:59',
    '2100-03-01 00:00:00',
    '9999-12-31 23:59:59',
  ])('%s is written so', (text) => {
    expect(writer.value(Date.parse(`${text.replace(' ', 'T')}Z`) / 1000)).toBe(text)
  })

  test('is what Date says, for any second of the years 0 to 9999', () => {
    const seconds = fc.integer({ min: -62_167_219_200, max: 253_402_300_799 })
    fc.assert(
      fc.property(seconds, (instant) => {
        const text = byDate(instant)
        expect(writer.value(instant)).toBe(text)
        expect(written(writer, instant)).toBe(between(text))
        expect(written(quoted, instant)).toBe(between(`"${text}"`))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a ULID', () => {
  const writer = minimal.perRow<UlidBits>().ulid((bits) => bits)
  const quoted = always.perRow<UlidBits>().ulid((bits) => bits)
  const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })

  test.each([
    ['00000000000000000000000000', { time: 0, a: 0, b: 0, c: 0 }],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', { time: 2 ** 48 - 1, a: -1, b: -1, c: -1 }],
    ['01ARZ3NDEK0000000000000000', { time: 1_469_922_850_259, a: 0, b: 0, c: 0 }], // the specification's example
  ])('%s is written so', (text, bits) => {
    expect(writer.value(bits)).toBe(text)
  })

  test('holds its time and all 80 bits of its randomness, for any of them', () => {
    const bits = fc.record({ time: fc.nat(2 ** 48 - 1), a: word, b: word, c: word })
    fc.assert(
      fc.property(bits, ({ time, a, b, c }) => {
        const text = writer.value({ time, a, b, c })
        const decoded = bitsOfUlid(text)
        expect(formatUlid({ time, a, b, c })).toBe(text)
        expect(text).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
        expect(Number(decoded >> 80n)).toBe(time)
        // 25 + 25 bits of the two words, then the 7 + 7 that are left of them, then 16 of the third.
        expect(decoded & (2n ** 80n - 1n)).toBe(
          (BigInt(a >>> 7) << 55n) |
            (BigInt(b >>> 7) << 30n) |
            (BigInt(a & 0x7f) << 23n) |
            (BigInt(b & 0x7f) << 16n) |
            BigInt(c & 0xffff),
        )
        expect(written(writer, { time, a, b, c })).toBe(between(text))
        expect(written(quoted, { time, a, b, c })).toBe(between(`"${text}"`))
      }),
      { numRuns: 2000 },
    )
  })
})
