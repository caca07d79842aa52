import { isRecord, type Members, type ObjectShape, object, type ReadMembers, required } from './object.ts'
import { oneOf } from './scalars.ts'
import { type Of, type Shape, unused } from './shape.ts'
import { takes } from './types-of.ts'

/**
 * One of several shapes, chosen by the type of the value: a word, or an object that says more. Where several are of its
 * type, it is the first that has nothing to say against it.
 */
export function either<const S extends readonly [Shape<unknown>, Shape<unknown>, ...Shape<unknown>[]]>(
  ...shapes: S
): Shape<Of<S[number]>> {
  const expected = shapes.map((shape) => shape.expected).join(', or ')
  return {
    expected,
    schema: { anyOf: shapes.map(({ schema }) => schema) },
    read(value, place) {
      const candidates = shapes.filter((shape) => takes(shape, value)) as Shape<Of<S[number]>>[]
      if (candidates.length === 1) return candidates[0]!.read(value, place)
      const trials = candidates.map((shape) => {
        const trial = place.trial()
        return { read: shape.read(value, trial), mistakes: trial.mistakes }
      })
      const good = trials.find(({ mistakes }) => mistakes.length === 0)
      if (good !== undefined) return good.read
      const [near] = trials.flatMap(({ mistakes }) => mistakes.flatMap(({ nearest }) => nearest ?? []))
      place.wrong(place.show(value), expected, near)
      return unused
    },
  }
}

type Variants = Readonly<Record<string, ObjectShape<Members>>>

export interface TaggedShape<T> extends Shape<T> {
  /** The member that says which it is. */
  readonly tag: string
}

/**
 * Objects that a member tells apart: `{ "after": "polls", "polls": 2 }`. Of each variant its members count, not its checks.
 */
export function tagged<const Tag extends string, const V extends Variants>(
  tag: Tag,
  variants: V,
  { description = 'Which of them it is.' } = {},
): TaggedShape<
  { [K in keyof V & string]: Flat<{ readonly [T in Tag]: K } & ReadMembers<V[K]['members']>> }[keyof V & string]
> {
  const word = oneOf(Object.keys(variants))
  const whole = new Map(
    Object.entries(variants).map(([name, { members }]) => [
      name,
      object({ [tag]: required(oneOf([name]), { description }), ...members }),
    ]),
  )
  const expected = `an object with ${tag}: ${word.expected}`
  return {
    tag,
    expected,
    schema: { type: 'object', oneOf: [...whole.values()].map(({ schema }) => schema) },
    read(value, place) {
      if (!isRecord(value)) {
        place.wrong(place.show(value), expected)
        return unused
      }
      const kind = Object.hasOwn(value, tag) ? value[tag] : undefined
      const shape = typeof kind === 'string' ? whole.get(kind) : undefined
      if (shape !== undefined) return shape.read(value, place) as never
      if (kind === undefined) place.at(tag).wrong('nothing', word.expected)
      else word.read(kind, place.at(tag))
      return unused
    },
  }
}

type Flat<T> = { [K in keyof T]: T[K] }
