import { createConfig, lintFromString } from '@redocly/openapi-core'
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core'
import spectralParsers from '@stoplight/spectral-parsers'
import spectralRulesets from '@stoplight/spectral-rulesets'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse as parseCsv } from 'csv-parse/sync'
import type { OpenAPIV3_1 } from 'openapi-types'
import type { JsonSchema } from '../../contracts/index.ts'

/** What Redocly's `recommended` ruleset says, warnings included. */
export async function redoclyFindings(yaml: string): Promise<readonly string[]> {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: yaml, config })
  return problems.map(({ severity, ruleId, message, location }) =>
    [severity, ruleId, message, location[0]?.pointer].join(' | '),
  )
}

/** What Spectral's `oas` ruleset says, warnings included. */
export async function spectralFindings(yaml: string): Promise<readonly string[]> {
  const spectral = new spectralCore.Spectral()
  // Cast, since the ruleset's inferred type (1.23) has `string` where the core's (1.24) has the names of severities.
  spectral.setRuleset(spectralRulesets.oas as RulesetDefinition)
  const results = await spectral.run(new spectralCore.Document(yaml, spectralParsers.Yaml, 'openapi.yaml'))
  return results.map(({ severity, code, message, path }) => [severity, code, message, path.join('/')].join(' | '))
}

/** Makes a value of what a string holds, by its `contentMediaType`. @throws where it holds nothing of the kind */
const readers: Record<string, (text: string) => unknown> = {
  'application/json': (text) => JSON.parse(text),
  'text/csv': (text) => parseCsv<Record<string, string>>(text, { columns: true }).map(withoutBlankCells),
}

function withoutBlankCells(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ''))
}

/** What is wrong with a value: nothing, if it is valid. */
export type SchemaCheck = (schema: object, value: unknown) => readonly string[]

/**
 * Holds values against schemas of an OpenAPI document. Ajv takes `contentSchema` for a remark; here a string is read
 * and its content is held against it.
 */
export function schemaCheck(document: OpenAPIV3_1.Document): SchemaCheck {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
  addFormats.default(ajv)
  ajv.addVocabulary(['x-basis', 'x-header', 'x-pair', 'x-contradiction', 'xml'])
  ajv.removeKeyword('contentSchema')
  ajv.addKeyword({
    keyword: 'contentSchema',
    type: 'string',
    schemaType: 'object',
    compile(contentSchema: JsonSchema, { contentMediaType }) {
      const validate = ajv.compile(contentSchema)
      return (text: string) => validate(readers[contentMediaType]!(text))
    },
  })
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    ajv.addSchema(standingAlone(schema), urnPrefix + name)
  }
  return (schema, value) => {
    const validate = ajv.compile(standingAlone(schema))
    return validate(value)
      ? []
      : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`.trim())
  }
}

const urnPrefix = 'urn:components:schemas:'

/** A schema whose references hold outside the document too. */
function standingAlone(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/components/schemas/', `"$ref":"${urnPrefix}`))
}

export interface Example {
  /** Where it stands in the document, from the outside in. */
  readonly at: string
  readonly schema: object
  readonly value: unknown
}

/** Every example of an OpenAPI document with the schema that it must hold to: the one beside it, or the one it is in. */
export function examplesOf(node: unknown, at: readonly string[] = []): readonly Example[] {
  if (!isObject(node)) return []
  const { example, examples, ...others } = node
  const beside = example !== undefined && isObject(node.schema) ? [{ schema: node.schema, value: example }] : []
  const inside = Array.isArray(examples) ? examples.map((value: unknown) => ({ schema: node, value })) : []
  return [
    ...[...beside, ...inside].map((found) => ({ at: at.join(' '), ...found })),
    ...Object.entries(others).flatMap(([key, child]) => examplesOf(child, [...at, key])),
  ]
}

/** How each answer of an operation is known, by its status. */
export function basisByStatus(document: OpenAPIV3_1.Document, path: string, method: string): Record<string, unknown> {
  const responses = memberOf(document, 'paths', path, method, 'responses')
  return Object.fromEntries(
    Object.keys(isObject(responses) ? responses : {}).map((status) => [
      status,
      memberOf(followed(document, memberOf(responses, status)), 'x-basis'),
    ]),
  )
}

function followed(document: OpenAPIV3_1.Document, node: unknown): unknown {
  const reference = memberOf(node, '$ref')
  return typeof reference === 'string' ? memberOf(document, ...reference.split('/').slice(1)) : node
}

function memberOf(node: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((within, key) => (isObject(within) ? within[key] : undefined), node)
}

function isObject(node: unknown): node is Readonly<Record<string, unknown>> {
  return typeof node === 'object' && node !== null
}
