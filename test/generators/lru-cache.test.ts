import { expect, test } from 'vitest'
import { LruCache } from '../../generators/lru-cache.ts'

function cacheOf(limit: number, entries: [key: string, weight?: number][]): LruCache<string, string> {
  const cache = new LruCache<string, string>(limit)
  for (const [key, weight] of entries) cache.set(key, key.toUpperCase(), weight)
  return cache
}

const kept = (cache: LruCache<string, string>) => ['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined)

test('gives back what was set', () => {
  expect(cacheOf(1, [['a']]).get('a')).toBe('A')
})

test('knows nothing of what was never set', () => {
  expect(cacheOf(1, [['a']]).get('b')).toBeUndefined()
})

test('forgets what was set first once there is too much', () => {
  expect(kept(cacheOf(2, [['a'], ['b'], ['c']]))).toEqual(['b', 'c'])
})

test('keeps what was asked for lately, and forgets what was not', () => {
  const cache = cacheOf(2, [['a'], ['b']])
  cache.get('a')
  cache.set('c', 'C')
  expect(kept(cache)).toEqual(['a', 'c'])
})

test('counts setting again as use', () => {
  expect(kept(cacheOf(2, [['a'], ['b'], ['a'], ['c']]))).toEqual(['a', 'c'])
})

test('goes by weight, not by number', () => {
  expect(
    kept(
      cacheOf(10, [
        ['a', 4],
        ['b', 3],
        ['c', 3],
      ]),
    ),
  ).toEqual(['a', 'b', 'c'])
})

test('forgets as many as the newest needs room', () => {
  expect(
    kept(
      cacheOf(10, [
        ['a', 4],
        ['b', 3],
        ['c', 3],
        ['d', 6],
      ]),
    ),
  ).toEqual(['c', 'd'])
})

test('does not keep a value that is heavier than the limit, nor forget others for it', () => {
  expect(
    kept(
      cacheOf(10, [
        ['a', 4],
        ['b', 11],
      ]),
    ),
  ).toEqual(['a'])
})

test('forgets the old value where the new one is too heavy', () => {
  expect(
    kept(
      cacheOf(10, [
        ['a', 4],
        ['a', 11],
      ]),
    ),
  ).toEqual([])
})

test('counts only the new weight of a value that was set again', () => {
  expect(
    kept(
      cacheOf(10, [
        ['a', 9],
        ['a', 1],
        ['b', 9],
      ]),
    ),
  ).toEqual(['a', 'b'])
})

test('counts the weight of what was deleted no longer', () => {
  const cache = cacheOf(10, [['a', 9]])
  cache.delete('a')
  cache.set('b', 'B', 5)
  cache.set('c', 'C', 5)
  expect(kept(cache)).toEqual(['b', 'c'])
})

test('deleting what is not there changes nothing', () => {
  const cache = cacheOf(2, [['a'], ['b']])
  cache.delete('c')
  cache.set('c', 'C')
  expect(kept(cache)).toEqual(['b', 'c'])
})
