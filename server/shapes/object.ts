import type { JsonSchema } from '../../contracts/contract.ts'
import { nearWord } from '../../contracts/nearest.ts'
import { choiceOf } from './mistakes.ts'
import type { Place } from './place.ts'
import { type Of, type Shape, unused } from './shape.ts'

/** One member of an object: what it must be, and what it is for. */
export interface Member<T, Required extends boolean = boolean> {
  readonly shape: Shape<T>
  readonly isRequired: Required
  /** A sentence or two, which the JSON Schema carries. */
  readonly description: string
  /** What holds where it is absent, as the JSON Schema says it. Nothing is filled in: that is for whoever reads. */
  readonly default?: unknown
  /** What a number counts, such as `bytes`. */
  readonly unit?: string
}

export type Members = Readonly<Record<string, Member<unknown>>>

/** What an object with these members reads. A member that is `undefined` is as good as none. */
export type ReadMembers<M extends Members> = Flat<
  { readonly [K in keyof M as M[K] extends Member<unknown, true> ? K : never]: Of<M[K]['shape']> } & {
    readonly [K in keyof M as M[K] extends Member<unknown, true> ? never : K]?: Of<M[K]['shape']>
  }
>

type Flat<T> = { [K in keyof T]: T[K] }

export interface ObjectShape<M extends Members> extends Shape<ReadMembers<M>> {
  /** For those who make a larger object of it. */
  readonly members: M
}

/** Of a shape that is known more exactly, that is kept: see `Given`. */
type MemberOf<S extends Shape<unknown>, Required extends boolean> = Member<Of<S>, Required> & { readonly shape: S }

export function required<S extends Shape<unknown>>(
  shape: S,
  about: { readonly description: string; readonly unit?: string },
): MemberOf<S, true> {
  return { shape, isRequired: true, ...about } as MemberOf<S, true>
}

export function optional<S extends Shape<unknown>>(
  shape: S,
  about: { readonly description: string; readonly default?: unknown; readonly unit?: string },
): MemberOf<S, false> {
  return { shape, isRequired: false, ...about } as MemberOf<S, false>
}

/** An object with these members and no others. */
export function object<const M extends Members>(members: M): ObjectShape<M> {
  const needed = Object.keys(members).filter((name) => members[name]!.isRequired)
  const expected = needed.length === 0 ? 'an object' : `an object with ${needed.join(', ')}`
  return {
    members,
    expected,
    schema: {
      type: 'object',
      properties: propertiesOf(members),
      ...(needed.length > 0 && { required: needed }),
      additionalProperties: false,
    },
    read(value, place) {
      if (!isRecord(value)) {
        place.wrong(place.show(value), expected)
        return unused
      }
      const misspelt = refuseUnknown(value, Object.keys(members), place)
      for (const name of needed) {
        // Whoever wrote `poll` for `polls` hears of it once.
        if (isAbsent(value, name) && !misspelt.has(name)) {
          place.at(name).wrong('nothing', members[name]!.shape.expected)
        }
      }
      return readPresent(members, value, place) as ReadMembers<typeof members>
    },
  }
}

/** An object with exactly one of these members, which says by its name what it is: `{ scale: 60 }`. */
export function onlyOneOf<const M extends Members>(
  members: M,
): Shape<{ [K in keyof M]: { readonly [P in K]: Of<M[K]['shape']> } }[keyof M]> {
  const names = Object.keys(members)
  const expected = `an object with ${names.length === 1 ? '' : 'one of '}${names.join(', ')}`
  return {
    expected,
    schema: {
      type: 'object',
      properties: propertiesOf(members),
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
    },
    read(value, place) {
      const given = isRecord(value) ? Object.keys(value).filter((name) => !isAbsent(value, name)) : []
      if (!isRecord(value) || given.length !== 1) {
        place.wrong(place.show(value), expected)
        return unused
      }
      refuseUnknown(value, names, place)
      return readPresent(members, value, place) as never
    },
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function isAbsent(value: Readonly<Record<string, unknown>>, name: string): boolean {
  return !Object.hasOwn(value, name) || value[name] === undefined
}

function readPresent(members: Members, value: Readonly<Record<string, unknown>>, place: Place): object {
  const present = Object.entries(members).filter(([name]) => !isAbsent(value, name))
  return Object.fromEntries(present.map(([name, { shape }]) => [name, shape.read(value[name], place.at(name))]))
}

/** @returns the known names that unknown ones were probably meant for */
function refuseUnknown(value: object, known: readonly string[], place: Place): ReadonlySet<string> {
  const meant = new Set<string>()
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue
    const near = nearWord(name, known)
    const expected = known.length === 0 ? 'no member' : choiceOf(known)
    place.at(name).wrong(`the unknown name ${JSON.stringify(name)}`, expected, near)
    if (near !== undefined) meant.add(near)
  }
  return meant
}

function propertiesOf(members: Members): JsonSchema {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, propertyOf(member)]))
}

function propertyOf({ shape, description, unit, default: absent }: Member<unknown>): JsonSchema {
  return {
    ...shape.schema,
    description: unit === undefined ? description : `${description} In ${unit}.`,
    ...(absent !== undefined && { default: absent }),
  }
}
