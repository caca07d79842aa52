import type { Place } from './place.ts'
import { type Of, type Shape, unused } from './shape.ts'

/** The same shape for what no message may quote. */
export function secret<T>(shape: Shape<T>): Shape<T> {
  return { ...shape, read: (value, place) => shape.read(value, place.secret()) }
}

/** The same shape, read further. @param to gets only what nothing is wrong with */
export function mapped<T, R>(shape: Shape<T>, to: (read: T) => R): Shape<R> {
  return {
    ...shape,
    read(value, place) {
      const before = place.mistakes.length
      const read = shape.read(value, place)
      return place.mistakes.length === before ? to(read) : unused
    },
  }
}

/** The same shape with one more check. @param check gets the value as it was given, wrong as it may be */
export function refined<S extends Shape<unknown>>(shape: S, check: (value: unknown, place: Place) => void): S {
  return {
    ...shape,
    read(value: unknown, place: Place): Of<S> {
      const read = shape.read(value, place)
      check(value, place)
      return read as Of<S>
    },
  }
}

/** Any value, which somebody else checks. @param expected completes the sentence "expected …" */
export function unchecked<T>(expected: string): Shape<T> {
  return { expected, schema: {}, read: (value) => value as T }
}
