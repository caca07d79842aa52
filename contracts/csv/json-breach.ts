import { createRequire } from 'node:module'
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { Format } from '../dataset.ts'

/** Where a JSON value does not have the shape that a format asks for. */
export interface JsonBreach {
  /** JSON Pointer; empty for the whole. */
  readonly path: string
  /** What stands there, or the name of a member in it that may not be called so. */
  readonly value: unknown
  /** Completes the sentence "expected it …". */
  readonly expected: string
}

/** @returns the first breach; `undefined` where the value holds to the format's `contentSchema` */
export function jsonBreach(format: Format, value: unknown): JsonBreach | undefined {
  const validate = validatorOf(format)
  try {
    if (validate(value)) return undefined
  } catch (error) {
    // A schema that refers to itself leads as deep as the JSON goes, and the stack has an end.
    if (error instanceof RangeError) return nestedTooDeeply(value)
    throw error
  }
  const [error] = validate.errors!
  const { instancePath: path, propertyName: name } = error!
  const expected = expectedBy(error!)
  if (name !== undefined) return { path, value: name, expected: `${expected} as a name` }
  return { path, value: valueAt(value, path), expected }
}

export function nestedTooDeeply(value: unknown): JsonBreach {
  return { path: '', value, expected: 'to be nested less deeply, so that it can be checked' }
}

function expectedBy({ keyword, params, message = 'must hold to the schema' }: ErrorObject): string {
  if (keyword === 'type') return `to be of type ${[params.type].flat().join(' or ')}`
  return message.replace(/^must/, 'to')
}

const validators = new WeakMap<Format, ValidateFunction>()
let ajv: Ajv2020 | undefined

function validatorOf(format: Format): ValidateFunction {
  const known = validators.get(format)
  if (known !== undefined) return known
  ajv ??= newAjv()
  const validate = ajv.compile(format.schema.contentSchema as Record<string, unknown>)
  validators.set(format, validate)
  return validate
}

/** Loaded when the first cell of JSON is met: it takes longer to load than most files to check. */
function newAjv(): Ajv2020 {
  const module = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
  return new module.Ajv2020({ strictTypes: false }) // strictTypes objects to `type: [string, null]`
}

function valueAt(value: unknown, pointer: string): unknown {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return keys.reduce((inner, key) => (inner as Record<string, unknown>)[key], value)
}
