import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Places } from '../../server/places.ts'

function placesFor(limit: number): { places: Places<string>; evicted: string[] } {
  const evicted: string[] = []
  return { places: new Places<string>(limit, (item) => evicted.push(item)), evicted }
}

test('as many as the limit have a place', () => {
  const { places, evicted } = placesFor(3)
  for (const item of ['a', 'b', 'c']) places.take(item)
  expect(evicted).toEqual([])
})

test('one more evicts the one that was placed first', () => {
  const { places, evicted } = placesFor(3)
  for (const item of ['a', 'b', 'c', 'd', 'e']) places.take(item)
  expect(evicted).toEqual(['a', 'b'])
})

test('what was freed is not evicted', () => {
  const { places, evicted } = placesFor(2)
  places.free(places.take('a'))
  for (const item of ['b', 'c', 'd']) places.take(item)
  expect(evicted).toEqual(['b'])
})

test('freeing twice does not free the place of another', () => {
  const { places, evicted } = placesFor(1)
  const place = places.take('a')
  places.free(place)
  places.take('b')
  places.free(place)
  places.take('c')
  expect(evicted).toEqual(['b'])
})

test('what is evicted may free its place, which changes nothing', () => {
  const taken = new Map<string, number>()
  const evicted: string[] = []
  const places: Places<string> = new Places(2, (item) => {
    evicted.push(item)
    places.free(taken.get(item)!)
  })
  for (const item of ['a', 'b', 'c', 'd']) taken.set(item, places.take(item))
  expect(evicted).toEqual(['a', 'b'])
})

test('one thing may have several places, and loses them one by one', () => {
  const { places, evicted } = placesFor(2)
  for (const item of ['a', 'a', 'b', 'b']) places.take(item)
  expect(evicted).toEqual(['a', 'a'])
})

test.each([0, -1, 1.5, Number.NaN])('%s places are refused', (limit) => {
  expect(() => new Places(limit, () => undefined)).toThrow(`Received ${limit} places; expected 1 or more.`)
})

test('whatever is taken and freed: each item is evicted exactly when its time has come and it is still there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat({ max: 12 }), { maxLength: 40 }), (limit, steps) => {
      const { places, evicted } = placesFor(limit)
      const freed = new Set<number>()
      const taken: number[] = []
      for (const step of steps) {
        if (step > 5) taken.push(places.take(`${taken.length}`))
        else if (step < taken.length) {
          const stillThere = step >= taken.length - limit
          if (stillThere) freed.add(step)
          places.free(taken[step]!)
        }
      }
      const due = taken.filter((place) => place < taken.length - limit && !freed.has(place))
      expect(evicted).toEqual(due.map(String))
    }),
  )
})
