import type { JsonSchema } from '../../contracts/contract.ts'
import { whenShape } from '../faults/when.ts'
import { readinessShape } from '../option-members.ts'
import { scenarioShape } from '../scenarios/scenario.ts'
import { configShape } from './config-shape.ts'

/** What stands in many places, by the name that it is referred to. Written out each time it would be 350 KB. */
const definitions: Readonly<Record<string, JsonSchema>> = {
  scenario: scenarioShape.schema,
  readiness: readinessShape.schema,
  when: whenShape.schema,
}

/** The JSON Schema of a config file, for editors and for those who write one with a program. */
export function configSchema(): JsonSchema {
  const names = new Map(Object.entries(definitions).map(([name, schema]) => [JSON.stringify(schema), name]))
  const membersOf = (schema: object) =>
    Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, referring(value)]))

  /** What a member adds to what it must be, its description and default, stays beside the reference. */
  const referring = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(referring)
    if (typeof node !== 'object' || node === null) return node
    const { description, default: absent, ...schema } = node as JsonSchema
    const name = names.get(JSON.stringify(schema))
    if (name === undefined) return membersOf(node)
    const beside = Object.entries({ description, default: absent }).filter(([, value]) => value !== undefined)
    return { $ref: `#/$defs/${name}`, ...Object.fromEntries(beside) }
  }

  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:balkanid-mock:config',
    title: 'Configuration of balkanid-mock',
    description:
      'What a balkanid-mock.config.json, .yaml or .yml can hold. A flag beats the environment, which beats the file.',
    ...membersOf(configShape.schema),
    $defs: Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, membersOf(schema)])),
  }
}
