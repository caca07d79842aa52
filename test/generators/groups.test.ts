import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Groups } from '../../generators/groups.ts'
import { groupBy } from '../support/group-by.ts'

const rows = Array.from({ length: 10_000 }, (_, k) => k)

describe.each([1, 2, 42])('seed %d', (seed) => {
  const groups = new Groups(seed, 'name')
  const groupOf = rows.map((k) => groups.groupOf(k))
  const placeOf = rows.map((k) => groups.placeOf(k))
  const sizes = [...groupBy(groupOf, (group) => group).values()].map((members) => members.length)

  test("a row's group is that of the row before, or a later one", () => {
    expect(rows.slice(1).filter((k) => groupOf[k]! < groupOf[k - 1]!)).toEqual([])
  })

  test('places count from 0 in each group, without gaps', () => {
    const counted = rows.map((k) => k - groupOf.indexOf(groupOf[k]!, Math.max(0, k - 10)))
    expect(placeOf).toEqual(counted)
  })

  test('groups have one to six rows, and each of these sizes occurs', () => {
    expect([...new Set(sizes)].sort()).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('each block of 16 rows has a group with ordinal 0 and one with ordinal 1', () => {
    const blocks = groupBy(rows, (k) => Math.floor(k / 16)).values()
    const without = [...blocks].filter((block) => {
      const ordinals = block.map((k) => Groups.ordinal(groupOf[k]!))
      return !ordinals.includes(0) || !ordinals.includes(1)
    })
    expect(without).toEqual([])
  })
})

test('a row has the same group and place in whatever order rows are asked for', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 20 }), (seed, order) => {
      const one = new Groups(seed, 'name')
      expect(order.map((k) => [one.groupOf(k), one.placeOf(k)])).toEqual(
        order.map((k) => [new Groups(seed, 'name').groupOf(k), new Groups(seed, 'name').placeOf(k)]),
      )
    }),
  )
})

test.each([
  ['another seed', new Groups(2, 'name')],
  ['another name', new Groups(1, 'another')],
])('%s cuts otherwise', (_, other) => {
  const groups = new Groups(1, 'name')
  expect(rows.map((k) => other.groupOf(k))).not.toEqual(rows.map((k) => groups.groupOf(k)))
})
