import { isRecord } from './object.ts'
import { type Shape, unused } from './shape.ts'

export interface ListLimits {
  /** How many entries at least. @default 0 */
  readonly least?: number
  /** How many entries at most. @default as many as there are */
  readonly most?: number
  /** Completes the sentence "expected …". @default made from the limits, such as `a list of 1 to 10 entries` */
  readonly expected?: string
}

/** A list of values of one kind. */
export function list<T>(of: Shape<T>, { least = 0, most, expected }: ListLimits = {}): Shape<readonly T[]> {
  const described = expected ?? `a list${countOf(least, most)}`
  return {
    expected: described,
    schema: {
      type: 'array',
      items: of.schema,
      ...(least > 0 && { minItems: least }),
      ...(most !== undefined && { maxItems: most }),
    },
    read(value, place) {
      if (!Array.isArray(value)) {
        place.wrong(place.show(value), described)
        return unused
      }
      if (value.length < least || value.length > (most ?? value.length)) {
        place.wrong(`a list of ${value.length}`, described)
      }
      return value.map((entry, i) => of.read(entry, place.at(i)))
    },
  }
}

function countOf(least: number, most: number | undefined): string {
  if (most !== undefined) return ` of ${least} to ${most} entries`
  return least === 0 ? '' : ` of ${least} or more`
}

/** Values of one kind by names of one kind. A value that is `undefined` is as good as none. */
export function record<T>(name: Shape<string>, of: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    expected: 'an object',
    schema: { type: 'object', propertyNames: name.schema, additionalProperties: of.schema },
    read(value, place) {
      if (!isRecord(value)) {
        place.wrong(place.show(value), 'an object')
        return unused
      }
      const given = Object.entries(value).filter(([, each]) => each !== undefined)
      return Object.fromEntries(
        given.map(([key, each]) => {
          const here = place.at(key)
          const trial = here.trial()
          name.read(key, trial)
          for (const mistake of trial.mistakes)
            here.wrong(`the name ${mistake.received}`, mistake.expected, mistake.nearest)
          return [key, of.read(each, here)]
        }),
      )
    },
  }
}
