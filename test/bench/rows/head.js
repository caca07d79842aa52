import { againstBare } from '../support/against-bare.js'
import { startServer } from '../support/child.js'
import { startExport } from '../support/client.js'
import { requestBytes } from '../support/connection.js'
import { atLeast, times } from '../support/reach.js'

export const head = {
  name: 'head',
  what: 'HEAD polls per second, signature checked',
  against: 'a bare Fastify HEAD route that answers 404',
  reach: atLeast(0.7, times),
  method:
    'Polls of an export that never gets ready; the bare server gets the same request bytes on a route without parameters. 64 keep-alive connections without pipelining, 21 rounds of half a second after 3 s of warming up.',
  async run(context) {
    const mock = await startServer('mock', context, { notReadyPolls: 1e9 })
    const { pollingUrl } = await startExport(mock.baseUrl, 'requests', { includeCompleted: true })
    const { pathname, search } = new URL(pollingUrl)
    const bare = await startServer('bare-head', context, { path: pathname })
    try {
      return await againstBare({
        mock: { server: mock, request: requestBytes('HEAD', pollingUrl), status: 404 },
        bare: { server: bare, request: requestBytes('HEAD', `${bare.baseUrl}${pathname}${search}`), status: 404 },
      })
    } finally {
      await Promise.all([mock.stop(), bare.stop()])
    }
  },
}
