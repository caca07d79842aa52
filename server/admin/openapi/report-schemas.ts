import type { JsonSchema } from '../../../contracts/contract.ts'
import { reportSchema } from '../../../contracts/report/json-schema.ts'

const { $schema: _, $id: __, $defs = {}, ...report } = reportSchema

/** The JSON report; what its schema defines for itself are components here. */
export const reportComponent: JsonSchema = asComponent(report)

/** Those, by name. */
export const reportParts: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  Object.entries($defs as Readonly<Record<string, JsonSchema>>).map(([name, schema]) => [
    componentName(name),
    asComponent(schema),
  ]),
)

function asComponent(schema: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema).replaceAll(
      /"#\/\$defs\/(\w+)"/g,
      (_whole, name: string) => `"#/components/schemas/${componentName(name)}"`,
    ),
  ) as JsonSchema
}

function componentName(name: string): string {
  return `Report${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
