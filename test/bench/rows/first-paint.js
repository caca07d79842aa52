import { once } from 'node:events'
import { createServer } from 'node:http'
import { openBrowser } from '../support/browser.js'
import { startServer } from '../support/child.js'
import { below, format, milliseconds } from '../support/reach.js'
import { median } from '../support/rounds.js'

const rounds = 9

export const firstPaint = {
  name: 'first-paint',
  what: 'first contentful paint of the live page, from the navigation on',
  reach: below(200, milliseconds),
  method:
    'As the browser reports it, in a headless Chromium on loopback, each time in a new context with nothing cached; 9 rounds after 2 of warming up. A page with one line of text from node:http is told beside it.',
  async run(context) {
    const server = await startServer('mock', context)
    const bare = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>Hello.</p>'))
    await once(bare.listen(0, '127.0.0.1'), 'listening')
    const browser = await openBrowser()
    try {
      const paint = async (url) => {
        const page = await browser.newPage()
        await page.goto(url)
        const ms = await page.evaluate(firstContentfulPaint)
        await page.context().close()
        return ms
      }
      const values = []
      const others = []
      for (let round = -2; round < rounds; round++) {
        const ours = await paint(`${server.baseUrl}/`)
        const theirs = await paint(`http://127.0.0.1:${bare.address().port}/`)
        if (round < 0) continue
        values.push(ours)
        others.push(theirs)
      }
      return { values, note: `The bare page: ${format(median(others))} ms.` }
    } finally {
      await browser.close()
      await server.stop()
      bare.close()
      bare.closeAllConnections()
    }
  },
}

function firstContentfulPaint() {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime)
    }).observe({ type: 'paint', buffered: true })
  })
}
