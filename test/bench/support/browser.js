import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** @returns a page of a new browser, at a URL, and what ends it */
export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  return { newPage: () => browser.newPage({ viewport: { width: 1280, height: 800 } }), close: () => browser.close() }
}

function chromiumPath() {
  const { CHROMIUM, PATH = '' } = process.env
  const found =
    CHROMIUM ||
    PATH.split(delimiter)
      .map((folder) => join(folder, 'chromium'))
      .find(existsSync)
  if (!found) throw new Error('There is no chromium on the PATH, and CHROMIUM does not name one.')
  return found
}

/** Milliseconds between the frames that the page could draw, over so long a time. */
export function framesOf(page, ms) {
  return page.evaluate(
    (ms) =>
      new Promise((resolve) => {
        const gaps = []
        const start = performance.now()
        let last = start
        const frame = (now) => {
          gaps.push(now - last)
          last = now
          if (now - start < ms) requestAnimationFrame(frame)
          else resolve(gaps.slice(1))
        }
        requestAnimationFrame(frame)
      }),
    ms,
  )
}
