import {
  type AlterationSpec,
  alterations,
  type OptionSchema,
  type OptionSchemas,
} from '../generators/alterations/index.ts'
import { list, type Member, object, oneOf, optional, type Shape, tagged, text, wholeNumber } from './shapes/index.ts'

const variants = Object.entries(alterations).map(([name, { options }]) => [name, object(membersOf(options))] as const)

/** In what files differ from what the contract promises; applied in order. */
export const alterationsShape: Shape<readonly AlterationSpec[]> = list(
  tagged('alteration', Object.fromEntries(variants), {
    description: 'In what the file differs.',
  }) as unknown as Shape<AlterationSpec>,
  { most: 16 }, // as the generators take
)

function membersOf(options: OptionSchemas): Record<string, Member<unknown, false>> {
  return Object.fromEntries(
    Object.entries(options).map(([name, schema]) => {
      const { description, default: absent } = schema
      return [name, optional(shapeOf(schema), { description, default: absent })]
    }),
  )
}

function shapeOf(schema: OptionSchema): Shape<unknown> {
  if (schema.type === 'integer') return wholeNumber(schema.minimum, schema.maximum)
  if ('enum' in schema) return oneOf(schema.enum)
  return text({ minLength: schema.minLength, maxLength: schema.maxLength })
}
