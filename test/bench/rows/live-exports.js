import { startServer } from '../support/child.js'
import { apiUrl } from '../support/client.js'
import { requestBytes } from '../support/connection.js'
import { openLoad } from '../support/load.js'
import { below, bytes } from '../support/reach.js'

const exports = 100_000
/** Before the first look at the heap, so that compiled code and open connections do not count. */
const warmUp = 20_000

export const liveExports = {
  name: 'live-exports',
  what: 'memory of each of 100,000 live exports',
  against: undefined,
  reach: below(1024, bytes),
  method:
    'What is alive after garbage collection, buffers outside the heap included, with and without them, divided by their number; 3 new servers.',
  async run(context) {
    const values = []
    for (let round = 0; round < 3; round++) {
      const server = await startServer('mock', context, { limits: { exports: 200_000 }, urlLifetime: '1h' }, [
        '--expose-gc',
      ])
      try {
        values.push(await bytesEach(server))
      } finally {
        await server.stop()
      }
    }
    return { values }
  },
}

async function bytesEach(server) {
  const body = '{"includeCompleted":true}'
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  const request = requestBytes('POST', apiUrl(server.baseUrl, 'requests'), headers, body)
  const load = await openLoad({ port: server.port, request, status: 200 })
  await load.run({ count: warmUp })
  const before = await server.ask('liveMemory')
  await load.run({ count: exports })
  const after = await server.ask('liveMemory')
  load.close()
  const { exports: live } = await (await fetch(`${server.baseUrl}/__mock/health`)).json()
  if (live < exports + warmUp) throw new Error(`Only ${live} exports are alive.`)
  return (after.heapUsed + after.external - before.heapUsed - before.external) / exports
}
