import type { JsonSchema } from '../../contracts/contract.ts'
import type { Shape } from './shape.ts'

/** Whether a value is of a type that the shape's schema allows, right or wrong as it may be. A `Date` counts as a text. */
export function takes({ schema }: Shape<unknown>, value: unknown): boolean {
  const types = typesOf(schema)
  return types.length === 0 || types.includes(typeOf(value))
}

/** @returns nothing where any type will do */
function typesOf({ type, const: only, enum: words, anyOf, oneOf }: JsonSchema): readonly string[] {
  if (type !== undefined) return [type].flat().map((name) => (name === 'integer' ? 'number' : String(name)))
  if (only !== undefined) return [typeOf(only)]
  if (Array.isArray(words)) return words.map(typeOf)
  const choices = anyOf ?? oneOf
  return Array.isArray(choices) ? choices.flatMap((choice: JsonSchema) => typesOf(choice)) : []
}

/** As JSON Schema names it. */
function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (value instanceof Date) return 'string'
  return Array.isArray(value) ? 'array' : typeof value
}
