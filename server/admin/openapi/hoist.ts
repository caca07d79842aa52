import { ref, type Schema } from '../../../contracts/openapi/document.ts'

/**
 * Schemas in which those that have a name are components of their own, instead of standing wherever they are used.
 * @param names by the schema itself, not by what it says
 */
export function hoisted(
  schemas: Readonly<Record<string, Schema>>,
  names: ReadonlyMap<unknown, string>,
): Record<string, Schema> {
  const replaced = (node: unknown): unknown => {
    const name = names.get(node)
    return name === undefined ? within(node) : ref('schemas', name)
  }
  const within = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(replaced)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, replaced(child)]))
  }
  const components = [...names].map(([schema, name]) => [name, within(schema)])
  return { ...(within(schemas) as Record<string, Schema>), ...Object.fromEntries(components) }
}
