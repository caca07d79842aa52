import openapiTypescript, { astToString } from 'openapi-typescript'

const header = `// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// Generated from openapi.yaml: \`npx vitest run test/server/openapi-client.test.ts -u\` writes it anew.
`

/** The types that openapi-typescript makes of openapi.yaml. */
export async function generateTypes(): Promise<string> {
  const nodes = await openapiTypescript(new URL('../../openapi.yaml', import.meta.url))
  return header + astToString(nodes)
}
