import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeyTable, mostKeys } from '../../../contracts/csv/key-table.ts'

/** What a comparison comes to, if not to the number of the row that has something else. */
type Outcome = 'new' | 'agrees' | number

/** Holds a row with this key and this cell against a table. */
function compareIn(table: KeyTable, key: string, cell: string, row: number): Outcome {
  const bytes = Buffer.from(`${key},${cell}`)
  const comma = bytes.length - Buffer.byteLength(cell) - 1
  const first = table.begin(bytes, 0, comma, row)
  const agrees = table.agrees(0, bytes, comma + 1, bytes.length)
  if (first === 0) return 'new'
  return agrees ? 'agrees' : first
}

/** What is expected of it, in the plainest way. */
function plainly(most: number): (key: string, cell: string, row: number) => Outcome {
  const known = new Map<string, { readonly cell: string; readonly row: number }>()
  return (key, cell, row) => {
    const former = known.get(key)
    if (former !== undefined) return former.cell === cell ? 'agrees' : former.row
    known.set(key, { cell, row })
    if (known.size > most) known.delete(known.keys().next().value!)
    return 'new'
  }
}

describe('a key table', () => {
  test('compares with the first row of a key', () => {
    const table = new KeyTable(1)
    const outcomes = [
      ['x', 'ann'],
      ['y', 'bob'],
      ['x', 'ann'],
      ['x', 'bob'],
      ['x', ''],
      ['', 'ann'],
      ['', 'ann'],
    ].map(([key, cell], i) => compareIn(table, key!, cell!, i + 1))
    expect(outcomes).toEqual(['new', 'new', 'agrees', 1, 1, 'new', 'agrees'])
  })

  test('keeps the cells beside a key apart', () => {
    const table = new KeyTable(2)
    const agreeing = (...cells: readonly string[]) => {
      table.begin(Buffer.from('key'), 0, 3, 1)
      return cells.map((cell, at) => table.agrees(at, Buffer.from(cell), 0, cell.length))
    }
    expect(agreeing('ann', 'bob')).toEqual([true, true])
    expect(agreeing('ann', 'ann')).toEqual([true, false])
    expect(agreeing('bob', 'bob')).toEqual([false, true])
    expect(agreeing('ann', 'bob')).toEqual([true, true])
  })

  test('takes keys and cells of any length, and looks at every byte of them', () => {
    const long = 'x'.repeat(100_000)
    const table = new KeyTable(1)
    expect(compareIn(table, `${long}a`, `${long}1`, 1)).toBe('new')
    expect(compareIn(table, `${long}b`, `${long}1`, 2)).toBe('new')
    expect(compareIn(table, `${long}a`, `${long}2`, 3)).toBe(1)
    expect(compareIn(table, `${long}a`, `${long}1`, 4)).toBe('agrees')
  })

  test.each([1, 2, 8, 64, 2048])('remembers just the last %d keys that were new', (most) => {
    const keys = fc.nat(3 * most).map((number) => `key ${number}`)
    const rows = fc.array(fc.tuple(keys, fc.constantFrom('ann', 'bob', '')), { maxLength: 400, size: 'max' })
    fc.assert(
      fc.property(rows, (all) => {
        const table = new KeyTable(1, most)
        const expected = plainly(most)
        for (const [i, [key, cell]] of all.entries()) {
          expect(compareIn(table, key, cell, i + 1)).toBe(expected(key, cell, i + 1))
        }
      }),
      { numRuns: 50 },
    )
  })

  test('takes little memory for few keys', () => {
    const before = process.memoryUsage().arrayBuffers
    const tables = Array.from({ length: 100 }, () => new KeyTable(2))
    for (const table of tables) for (let row = 1; row <= 20; row++) compareIn(table, `key ${row}`, 'ann', row)
    expect((process.memoryUsage().arrayBuffers - before) / tables.length).toBeLessThan(100_000)
  })

  test('grows without forgetting any of half a million', () => {
    const table = new KeyTable(1)
    const keyOf = (row: number) => `01H9VNFTZD1T44TCS${row.toString(32).toUpperCase().padStart(9, '0')}`
    const outcomes = (from: number, to: number, cell: string) => {
      const counts = new Map<Outcome | 'right row', number>()
      for (let row = from; row <= to; row++) {
        const outcome = compareIn(table, keyOf(row), cell, row)
        const counted = outcome === row ? 'right row' : outcome
        counts.set(counted, 1 + (counts.get(counted) ?? 0))
      }
      return [...counts]
    }
    expect(outcomes(1, mostKeys, 'ann')).toEqual([['new', mostKeys]])
    expect(outcomes(1, mostKeys, 'ann')).toEqual([['agrees', mostKeys]])
    expect(outcomes(1, mostKeys, 'bob')).toEqual([['right row', mostKeys]])
    // One key more, and the first is forgotten.
    expect(outcomes(mostKeys + 1, mostKeys + 1, 'ann')).toEqual([['new', 1]])
    expect(outcomes(2, 2, 'ann')).toEqual([['agrees', 1]])
    expect(outcomes(1, 1, 'ann')).toEqual([['new', 1]])
  })
})
