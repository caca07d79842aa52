import { whileBusy } from '../support/busy.js'
import { startExport } from '../support/client.js'
import { requestBytes } from '../support/connection.js'
import { download } from '../support/download.js'
import { serverWithReadyExport } from '../support/export-of-requests.js'
import { atMost, format, times } from '../support/reach.js'
import { percentile, sideBySide } from '../support/rounds.js'
import { waves } from '../support/waves.js'

const roundMs = 1000

export const pollsUnderLoad = {
  name: 'polls-under-load',
  what: 'p99 of 32 polls at a time while such a download runs',
  against: 'the same without a download',
  reach: atMost(5, times),
  method:
    'As the client sees it, which reads the download in the same process; 9 rounds of 1 s on either side, a download that ends being followed by the next.',
  async run(context) {
    const polled = { notReadyPolls: { requests: 0, rbac2: 1e9 } }
    const { server, url, size } = await serverWithReadyExport(context, polled)
    try {
      const { pollingUrl } = await startExport(server.baseUrl, 'rbac2', {})
      const request = requestBytes('HEAD', pollingUrl)
      const p99 = async () => percentile(await waves({ port: server.port, request, ms: roundMs }), 0.99)
      const idle = () => whileBusy(p99)
      const loaded = async () => {
        let over = false
        const downloads = (async () => {
          while (!over) await download(url, size)
        })()
        const [measured] = await Promise.all([p99().finally(() => (over = true)), downloads])
        return measured
      }
      await idle()
      await loaded()
      const result = await sideBySide({ rounds: 9, ours: loaded, theirs: idle, ratio: (a, b) => a / b })
      return { ...result, sides: `${format(result.ours)} ms : ${format(result.theirs)} ms` }
    } finally {
      await server.stop()
    }
  },
}
