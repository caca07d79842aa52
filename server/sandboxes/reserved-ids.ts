/** The sandbox of the server's own base URL. */
export const defaultSandboxId = 'default'

/** What the ids of scenarios with broken files begin with, such as `broken/missing-column`: those alone have a slash. */
export const brokenNamespace = 'broken'

/** Why nobody can have such an id, or give such a name, as it completes "expected …"; `undefined` where they can. */
export function reservedFor(id: string): string | undefined {
  if (id === defaultSandboxId) return 'another name: this one is of the sandbox at the root'
  if (id === brokenNamespace) return 'another name: those of scenarios with broken files begin with this one'
  return undefined
}
