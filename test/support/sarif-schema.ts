import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

/**
 * The SARIF 2.1.0 schema of OASIS, as Microsoft's SARIF packages carry it. It names draft 4, of which it uses nothing that
 * draft 7 reads differently: the copy that OASIS publishes has the same definitions under draft 7.
 */
const { $schema: _draft, id: _address, ...sarifSchema } = schema

const ajv = new Ajv({ allErrors: true, unicodeRegExp: false }) // one of its patterns is none under the flag u
addFormats.default(ajv)
const validate = ajv.compile(sarifSchema)

/** What is wrong with a SARIF log: nothing, where it is valid. */
export function sarifErrors(log: unknown): readonly string[] {
  return validate(log) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)
}
