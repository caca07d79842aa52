import { openApiDocument } from '../../contracts/openapi/index.ts'
import { version } from '../version.ts'

/** The OpenAPI document of the emulated API, as JSON, for this mock alone. @param baseUrl as the reader reaches it */
export function emulatedDocument(baseUrl: string): string {
  const { paths = {}, ...document } = openApiDocument({ version })
  const servers = [{ url: baseUrl, description: 'This mock.' }]
  // Storage has servers of its own, which would go before; here it is the same.
  const here = Object.fromEntries(Object.entries(paths).map(([path, { servers: _, ...item } = {}]) => [path, item]))
  return `${JSON.stringify({ ...document, servers, paths: here }, null, 2)}\n`
}
