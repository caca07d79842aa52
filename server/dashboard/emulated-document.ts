import { openApiDocument } from '../../contracts/openapi/index.ts'
import { version } from '../version.ts'

/** The OpenAPI document of the emulated API, as JSON, for this mock alone. @param baseUrl as the reader reaches it */
export function emulatedDocument(baseUrl: string): string {
  const servers = [{ url: baseUrl, description: 'This mock.' }]
  return `${JSON.stringify({ ...openApiDocument({ version }), servers }, null, 2)}\n`
}
