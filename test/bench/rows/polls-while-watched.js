import { openBrowser } from '../support/browser.js'
import { startServer } from '../support/child.js'
import { startExport } from '../support/client.js'
import { requestBytes } from '../support/connection.js'
import { openLoad } from '../support/load.js'
import { atLeast, format, times } from '../support/reach.js'
import { median, sideBySide } from '../support/rounds.js'
import { pollInTurn } from '../support/traffic.js'

const roundMs = 1000
/** What a page costs when it is opened is not what it costs to keep it open. */
const settleMs = 1500

export const pollsWhileWatched = {
  name: 'polls-while-watched',
  what: "HEAD polls per second of the server's time while the live page shows 300 live exports and 50 exchanges a second",
  against: 'the same without a page',
  reach: atLeast(0.9, times),
  method:
    'The polls go to a sandbox beside the one that is watched; 64 keep-alive connections; 15 rounds of 1 s on either side, 1.5 s after the page has come up, with it at the timeline and with about:blank in its place. CPU time counts, all threads together: browser, load and server share two cores, so that per second of the clock the browser takes its part as any other program would; that is told beside it.',
  async run(context) {
    const server = await startServer('mock', context, { notReadyPolls: 1e9 })
    const browser = await openBrowser()
    const wall = { ours: [], theirs: [] }
    try {
      const page = await browser.newPage()
      const stop = await pollInTurn({ baseUrl: server.baseUrl, exports: 300, perSecond: 50 })
      const { pollingUrl } = await startExport(`${server.baseUrl}/~never-ready`, 'requests', { includeCompleted: true })
      const load = await openLoad({ port: server.port, request: requestBytes('HEAD', pollingUrl), status: 404 })
      const measure = async (side) => {
        const before = await server.ask('cpu')
        const { answers, seconds } = await load.run({ ms: roundMs })
        const { micros } = await server.ask('cpu')
        side.push(answers / seconds)
        return (answers / (micros - before.micros)) * 1e6
      }
      const ours = async () => {
        await page.goto(`${server.baseUrl}/`)
        await page.getByText('300 lanes').waitFor()
        await page.waitForTimeout(settleMs)
        return measure(wall.ours)
      }
      const theirs = async () => {
        await page.goto('about:blank')
        await page.waitForTimeout(settleMs)
        return measure(wall.theirs)
      }
      await load.run({ ms: 3000 })
      const result = await sideBySide({ rounds: 15, ours, theirs, ratio: (a, b) => a / b })
      load.close()
      await stop()
      return {
        ...result,
        sides: `${format(result.ours)}/s : ${format(result.theirs)}/s`,
        note: `Per second of the clock: ${format(median(wall.ours))}/s : ${format(median(wall.theirs))}/s, a ratio of ${format(median(wall.ours) / median(wall.theirs))}.`,
      }
    } finally {
      await browser.close()
      await server.stop()
    }
  },
}
