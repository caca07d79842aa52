import { startServer } from '../support/child.js'
import { apiUrl } from '../support/client.js'
import { requestBytes } from '../support/connection.js'
import { openLoad } from '../support/load.js'
import { below, megabytes } from '../support/reach.js'

const sandboxes = 10_000
const exportsEach = 10

export const manySandboxes = {
  name: 'sandboxes',
  what: `memory of ${sandboxes.toLocaleString('en')} sandboxes with ${exportsEach} exports each, and their journals`,
  against: undefined,
  reach: below(200, megabytes),
  method:
    'Made through the admin API, their exports by POST over loopback. What is alive after garbage collection, buffers outside the heap included, less what was alive with the default sandbox alone; 3 new servers.',
  async run(context) {
    const values = []
    for (let round = 0; round < 3; round++) {
      const server = await startServer('mock', context, {}, ['--expose-gc'])
      try {
        values.push((await liveBytes(server)) / 1e6)
      } finally {
        await server.stop()
      }
    }
    return { values }
  },
}

async function liveBytes(server) {
  await postTo(server, server.baseUrl, 2000) // so that compiled code does not count
  const before = await server.ask('liveMemory')
  for (let i = 0; i < sandboxes; i++) {
    const response = await fetch(`${server.baseUrl}/__mock/sandboxes`, { method: 'POST' })
    const { baseUrl } = await response.json()
    await postTo(server, baseUrl, exportsEach - 1) // the load looks at one more first
  }
  const { heapUsed, external } = await server.ask('liveMemory')
  const health = await (await fetch(`${server.baseUrl}/__mock/health`)).json()
  if (health.sandboxes !== sandboxes + 1 || health.exports < sandboxes * exportsEach) {
    throw new Error(`Only ${health.sandboxes} sandboxes and ${health.exports} exports are alive.`)
  }
  return heapUsed + external - before.heapUsed - before.external
}

async function postTo(server, baseUrl, count) {
  const body = '{"includeCompleted":true}'
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  const request = requestBytes('POST', apiUrl(baseUrl, 'requests'), headers, body)
  const load = await openLoad({ port: server.port, request, status: 200, connections: 1 })
  await load.run({ count })
  load.close()
}
