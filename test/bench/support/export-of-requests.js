import { startServer } from './child.js'
import { pollUntilReady, startExport } from './client.js'

export const million = 1_000_000

/** A mock that has just answered 200 to the poll of a large export, and that export. */
export async function serverWithReadyExport(context, options = {}) {
  const server = await startServer('mock', context, { rows: { requests: million }, ...options })
  const { pollingUrl, url } = await startExport(server.baseUrl, 'requests', { includeCompleted: true })
  const { size } = await pollUntilReady(pollingUrl)
  return { server, url, size }
}
