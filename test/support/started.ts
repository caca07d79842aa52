import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { onTestFinished } from 'vitest'
import type { DatasetSlug } from '../../contracts/index.ts'
import { type MockServer, type StartOptions, startMockServer } from '../../server/index.ts'
import { type DownloadUrls, pathOfDataset, sampleBodies } from './emulator.ts'

/** Not every container has it. */
export const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)

/** A mock on a free port of loopback; it ends with the test. */
export async function started(options: StartOptions = {}): Promise<MockServer> {
  const server = await startMockServer(options)
  onTestFinished(() => server.close())
  return server
}

/** POSTs for the two URLs of a new export, over the network. */
export async function requestDownload(
  { baseUrl }: Pick<MockServer, 'baseUrl'>,
  dataset: DatasetSlug,
): Promise<DownloadUrls> {
  const body = sampleBodies[dataset]
  const response = await fetch(baseUrl + pathOfDataset(dataset), {
    method: 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return (await response.json()) as DownloadUrls
}

export async function healthOf({
  port,
}: MockServer): Promise<{ readonly exports: number; readonly downloads: number }> {
  const response = await fetch(`http://127.0.0.1:${port}/__mock/health`)
  return (await response.json()) as { exports: number; downloads: number }
}

/** A port of loopback that nobody listens at. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
