import { againstBare } from '../support/against-bare.js'
import { startServer } from '../support/child.js'
import { apiUrl, startExport } from '../support/client.js'
import { requestBytes } from '../support/connection.js'
import { atLeast, times } from '../support/reach.js'

export const post = {
  name: 'post',
  what: 'POST per second: a validated body, an export, two signatures',
  against: 'bare Fastify: the same body schema, a fixed answer of the same length through a response schema',
  reach: atLeast(0.7, times),
  method:
    'The same request bytes to both; the mock soon has its 100,000 exports and forgets one for each that it makes. 64 keep-alive connections without pipelining, 21 rounds of half a second after 3 s of warming up.',
  async run(context) {
    const mock = await startServer('mock', context)
    const answer = await startExport(mock.baseUrl, 'requests', { includeCompleted: true })
    const bare = await startServer('bare-post', context, {
      path: new URL(apiUrl(mock.baseUrl, 'requests')).pathname,
      answer,
    })
    const body = '{"includeCompleted":true}'
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    const request = ({ baseUrl }) => requestBytes('POST', apiUrl(baseUrl, 'requests'), headers, body)
    try {
      return await againstBare({
        mock: { server: mock, request: request(mock), status: 200 },
        bare: { server: bare, request: request(bare), status: 200 },
      })
    } finally {
      await Promise.all([mock.stop(), bare.stop()])
    }
  },
}
