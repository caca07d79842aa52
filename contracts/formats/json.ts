import type { Format, JsonSchema } from '../dataset.ts'

/**
 * A JSON document (RFC 8259) inside a cell. `accepts` looks at the syntax and at the outermost type; the whole shape
 * is `schema.contentSchema`, for whoever has a JSON Schema validator.
 */
export function json(type: 'object' | 'array', contentSchema: JsonSchema, example: unknown): Format {
  return {
    kind: 'json',
    expected: `a JSON ${type}`,
    accepts: (cell) => outermostType(cell) === type,
    schema: { type: 'string', contentMediaType: 'application/json', contentSchema: { type, ...contentSchema } },
    examples: [JSON.stringify(example)],
  }
}

function outermostType(cell: string): 'object' | 'array' | 'other' {
  try {
    const value: unknown = JSON.parse(cell)
    if (Array.isArray(value)) return 'array'
    return typeof value === 'object' && value !== null ? 'object' : 'other'
  } catch {
    return 'other'
  }
}
