import { framesOf, openBrowser } from '../support/browser.js'
import { startServer } from '../support/child.js'
import { atMost, format, milliseconds } from '../support/reach.js'
import { percentile } from '../support/rounds.js'
import { pollInTurn } from '../support/traffic.js'

const rounds = 5
const roundMs = 3000

export const watchedFrames = {
  name: 'watched-frames',
  what: 'p99 of the time between two frames of the live page: 300 live exports, 50 exchanges a second',
  reach: atMost(100, milliseconds),
  method:
    'Timeline in a headless Chromium of 1280 by 800, which paints without a graphics card; 5 rounds of 3 s. The same page without traffic is told beside it.',
  async run(context) {
    const server = await startServer('mock', context, { notReadyPolls: 1e9 })
    const browser = await openBrowser()
    try {
      const page = await browser.newPage()
      await page.goto(`${server.baseUrl}/`)
      const p99 = async () => percentile(await framesOf(page, roundMs), 0.99)
      const idle = await p99()
      const stop = await pollInTurn({ baseUrl: server.baseUrl, exports: 300, perSecond: 50 })
      await page.getByText('300 lanes').waitFor()
      const values = []
      for (let round = 0; round < rounds; round++) values.push(await p99())
      const answered = await stop()
      return { values, note: `Idle: ${format(idle)} ms. ${answered} polls were answered meanwhile.` }
    } finally {
      await browser.close()
      await server.stop()
    }
  },
}
