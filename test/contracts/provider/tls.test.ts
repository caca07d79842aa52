import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { selfSigned } from './self-signed.ts'
import { rulesThat, verdictOn, verified, whatItSays } from './verified.ts'

/** A service over TLS that is ready at the first poll. */
async function secureService(): Promise<string> {
  const server = createServer(selfSigned(), (request, response) => {
    const url = `https://127.0.0.1:${port}/file`
    if (request.method !== 'POST') response.setHeader('content-length', 3).end('ID\n')
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ pollingUrl: url, url }))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return `https://127.0.0.1:${port}`
}

test('a certificate that nobody vouches for is not trusted', async () => {
  const baseUrl = await secureService()
  const reports = await verified({ baseUrl, datasets: ['rbac2'] })
  expect(rulesThat(reports, 'passed', 'failed')).toEqual([])
  expect(whatItSays(verdictOn('post-answers-200', reports))).toBe(
    `The connection with ${new URL(baseUrl).host} could not be secured by TLS (DEPTH_ZERO_SELF_SIGNED_CERT).`,
  )
})

test('POST, HEAD and GET work over TLS', async () => {
  // The one way to trust the certificate once the process runs. Node warns of it, and reads it at each connection.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  onTestFinished(() => void vi.unstubAllEnvs())
  const reports = await verified({ baseUrl: await secureService(), datasets: ['rbac2'] })
  const works = ['post-answers-200', 'ready-is-200', 'head-has-no-body', 'download-answers-200', 'download-is-whole']
  expect(works.map((id) => verdictOn(id, reports).result)).toEqual(works.map(() => 'passed'))
})
