import { readFileSync } from 'node:fs'
import type { OpenAPIV3_1 } from 'openapi-types'
import { parse } from 'yaml'

const yaml = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')
export const openApiDocument = parse(yaml) as OpenAPIV3_1.Document

const paths = Object.entries(openApiDocument.paths!).map(([template, item]) => ({
  pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`),
  item: item as Partial<Record<string, OpenAPIV3_1.OperationObject>>,
}))

/**
 * The statuses that openapi.yaml documents for a request, as far as it describes its path. A method without an operation
 * of its own may get what another of that path does, or 405.
 */
export function documentedStatuses(method: string, path: string): readonly number[] | undefined {
  const found = paths.find(({ pattern }) => pattern.test(path))
  if (found === undefined) return undefined
  const own = found.item[method.toLowerCase()]
  const operations = own === undefined ? Object.values(found.item) : [own]
  const statuses = operations.flatMap((operation) => Object.keys(operation?.responses ?? {}).map(Number))
  return own === undefined ? [...statuses, 405] : statuses
}
