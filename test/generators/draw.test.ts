import { describe, expect, test } from 'vitest'
import { Draw } from '../../generators/draw.ts'

const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

test.each([
  // From the authors' C program (xoroshiro64starstar.c) with the state that `at` sets, seen as signed 32-bit numbers.
  [42, 0, [-131898056, 742920241, -1030066079, -182651281, 89640823]],
  [42, 1, [-1386918754, 1789415949, -1013550323, -2020696502, 1259697915]],
  [42, 2 ** 53 - 1, [-411888468, 56277048, 1034815508, -1604130989, -1456368795]],
  [-1, 2 ** 32, [367123137, 978204784, 439536668, 279346273, 1968260031]],
])('seed %d at index %d gives the same bits on every machine', (seed, index, bits) => {
  const draw = new Draw(seed, 'known').at(index)
  expect(times(5, () => draw.bits())).toEqual(bits)
})

describe('what is drawn at an index does not depend on', () => {
  const fresh = new Draw(7, 'stream').at(1000).bits()

  test('what was drawn before', () => {
    const draw = new Draw(7, 'stream')
    times(50, (index) => draw.at(index * 3).bits())
    expect(draw.at(1000).bits()).toBe(fresh)
  })

  test('how much was drawn at that index before', () => {
    const draw = new Draw(7, 'stream').at(1000)
    times(50, () => draw.bits())
    expect(draw.at(1000).bits()).toBe(fresh)
  })
})

describe('other bits come from', () => {
  const first = (seed: number, stream: string, index: number) => {
    const draw = new Draw(seed, stream).at(index)
    return times(4, () => draw.bits())
  }

  test.each([
    ['another seed', first(8, 'stream', 5)],
    ['another stream', first(7, 'another', 5)],
    ['another index', first(7, 'stream', 6)],
    ['an index that differs only above 32 bits', first(7, 'stream', 5 + 2 ** 32)],
  ])('%s', (_, bits) => {
    expect(bits).not.toEqual(first(7, 'stream', 5))
  })
})

describe('choices are spread evenly', () => {
  const draws = 100_000
  /** How often each value came, as a share of what an even spread would give. */
  const shares = (values: number[], kinds: number) => {
    const counts = values.reduce((seen, value) => seen.with(value, seen[value]! + 1), Array<number>(kinds).fill(0))
    return counts.map((count) => (count * kinds) / values.length)
  }
  const consecutive = new Draw(1, 'spread').at(0)

  test.each([
    ['within one index', () => consecutive.below(10)],
    ['over indexes, first choice', (index: number) => new Draw(1, 'spread').at(index).below(10)],
    ['over seeds, first choice', (index: number) => new Draw(index, 'spread').at(0).below(10)],
    ['where the limit needs 32 bits', (index: number) => Math.floor(new Draw(2, 'x').at(index).below(1e9) / 1e8)],
  ])('%s', (_, make) => {
    const spread = shares(times(draws, make), 10)
    expect(Math.min(...spread)).toBeGreaterThan(0.96) // four standard deviations
    expect(Math.max(...spread)).toBeLessThan(1.04)
  })

  test.each([0.03, 0.25, 0.5, 0.97])('chance(%d) comes true that often', (probability) => {
    const draw = new Draw(3, 'chance').at(0)
    const hits = times(draws, () => draw.chance(probability)).filter(Boolean).length
    expect(hits / draws).toBeCloseTo(probability, 2)
  })
})

describe('the edges of each choice', () => {
  const draw = new Draw(4, 'edges').at(0)

  test.each([1, 2, 3, 65_535, 65_536, 65_537, 2 ** 32])('below(%d) stays from 0 to one less', (limit) => {
    const drawn = times(20_000, () => draw.below(limit))
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn)).toBeLessThan(limit)
    expect(drawn.every(Number.isInteger)).toBe(true)
  })

  test('below(3) reaches each of 0, 1, 2', () => {
    expect(new Set(times(100, () => draw.below(3)))).toEqual(new Set([0, 1, 2]))
  })

  test('between(5, 7) reaches both ends and nothing outside', () => {
    expect(new Set(times(100, () => draw.between(5, 7)))).toEqual(new Set([5, 6, 7]))
  })

  test('chance(0) never comes true, chance(1) always', () => {
    expect(times(1000, () => draw.chance(0))).not.toContain(true)
    expect(times(1000, () => draw.chance(1))).not.toContain(false)
  })

  test('pick takes from the whole list and from nothing else', () => {
    expect(new Set(times(100, () => draw.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']))
  })
})
