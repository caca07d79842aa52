import { download } from '../support/download.js'
import { serverWithReadyExport } from '../support/export-of-requests.js'
import { below, format, megabytes } from '../support/reach.js'

export const memory = {
  name: 'memory',
  what: "growth of the server's resident memory during that download",
  against: undefined,
  reach: below(60, megabytes),
  method:
    'The most that it has while it sends (looked at every 10 ms), less what it had when the export was ready; 5 new servers.',
  async run(context) {
    const values = []
    const before = []
    for (let round = 0; round < 5; round++) {
      const { server, url, size } = await serverWithReadyExport(context)
      try {
        const { rss } = await server.ask('watchMemory')
        await download(url, size)
        values.push(((await server.ask('peakMemory')).rss - rss) / 1e6)
        before.push(rss / 1e6)
      } finally {
        await server.stop()
      }
    }
    return { values, note: `It had ${format(Math.min(...before))} to ${format(Math.max(...before))} MB before.` }
  },
}
