import fc from 'fast-check'
import {
  type AlterationName,
  alterationNames,
  alterations,
  type OptionSchema,
} from '../../generators/alterations/index.ts'
import type { AlterationSpec } from '../../generators/index.ts'

/** An alteration with any of the options that its schemas allow. */
export function anyOptionsOf(name: AlterationName): fc.Arbitrary<AlterationSpec> {
  const options = Object.entries<OptionSchema>(alterations[name].options).map(([key, schema]) => [key, anyOf(schema)])
  return fc
    .record(Object.fromEntries(options) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] })
    .map((given) => ({ alteration: name, ...given }) as AlterationSpec)
}

/** A few alterations in any order, each with any options. */
export const anyAlterations = fc.array(fc.oneof(...alterationNames.map(anyOptionsOf)), { minLength: 1, maxLength: 4 })

function anyOf(schema: OptionSchema): fc.Arbitrary<unknown> {
  if (schema.type === 'integer')
    return fc.oneof(fc.integer({ min: schema.minimum, max: 30 }), fc.constant(schema.maximum))
  if ('enum' in schema) return fc.constantFrom(...schema.enum)
  const { minLength, maxLength } = schema
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) })
}
