import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Format, JsonSchema } from '../../contracts/index.ts'

const ajv = new Ajv2020({ allErrors: true, strictTypes: false }) // strictTypes objects to `type: [string, null]`
addFormats.default(ajv)

const validators = new Map<JsonSchema, (value: unknown) => string[]>()

/** Compiles a schema, once. The function answers what is wrong with a value: nothing, where it is valid. */
export function validator(schema: JsonSchema): (value: unknown) => string[] {
  const known = validators.get(schema)
  if (known !== undefined) return known
  const validate = ajv.compile(schema)
  const answer = (value: unknown) =>
    validate(value) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`.trim())
  validators.set(schema, answer)
  return answer
}

/** Whether a cell holds to the schema of its format, as a reader of openapi.yaml would judge it. */
export function holdsToSchema(cell: string, { schema }: Format): boolean {
  return validator(schema)(cell).length === 0
}
