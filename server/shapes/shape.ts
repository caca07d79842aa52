import type { JsonSchema } from '../../contracts/contract.ts'
import { type Mistake, OptionError } from './mistakes.ts'
import { type Place, placeOf } from './place.ts'

/** What a value must be, as data: it checks, explains and describes itself. */
export interface Shape<T> {
  /** Completes the sentence "expected …". */
  readonly expected: string
  /** The same as JSON Schema (draft 2020-12), as far as that can say it. */
  readonly schema: JsonSchema
  /** The value as the program uses it. What it returns after a mistake is never used. */
  read(value: unknown, place: Place): T
}

/** What a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never

/** What a shape returns where it has said that something is wrong. */
export const unused = undefined as never

/**
 * The value as the program uses it.
 * @param root the path of the value as a whole: the name of an option, or nothing
 * @throws {OptionError} with every mistake
 */
export function check<T>(shape: Shape<T>, value: unknown, root = ''): T {
  const place = placeOf(root)
  const read = shape.read(value, place)
  refuse(place.mistakes)
  return read
}

/** All that is wrong with a value, for whoever does not use it. @param root as for `check` */
export function mistakesIn(shape: Shape<unknown>, value: unknown, root = ''): readonly Mistake[] {
  const place = placeOf(root)
  shape.read(value, place)
  return place.mistakes
}

/** @throws {OptionError} if there are any */
export function refuse(mistakes: readonly Mistake[]): void {
  const [first, ...others] = mistakes
  if (first !== undefined) throw new OptionError([first, ...others])
}
