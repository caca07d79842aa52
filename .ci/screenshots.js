// Takes the pictures of the documentation from the real page: npm run screenshots. Needs what `npm run build` makes, and
// Chromium (CHROMIUM names another one than that of the PATH).
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { startMockServer } from '../dist/server/index.js'
import { download } from '../server/dashboard/page/good-client.js'

const images = new URL('../docs/images/', import.meta.url)
const executablePath =
  process.env.CHROMIUM ?? execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim()

const path = '/api/rest/v0/requests/download-url'
const body = { includeCompleted: true }

mkdirSync(images, { recursive: true })
const mock = await startMockServer({ port: 4610 })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  await makeTraffic()
  await shoot('timeline', '/?sandbox=nightly', async (page) => {
    await page.locator('.verdict').first().waitFor()
  })
  await shoot('timeline-dark', '/?sandbox=nightly', (page) => page.locator('.verdict').first().waitFor(), 'dark')
  await shoot('try-it', '/#try', async (page) => {
    await page.getByLabel('Scenario').first().selectOption('flaky-polls')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText('✓ Downloaded').waitFor()
  })
  await shoot('data', '/#data', async (page) => {
    const csv = await (await fetch(`${mock.baseUrl}/__mock/sandboxes/default/data/requests/csv`)).text()
    const buffer = Buffer.from(csv.replace(',grant,', ',Grant,').replace('@johnson', '(at)johnson'))
    await page.locator('#check-file').setInputFiles({ name: 'export.csv', mimeType: 'text/csv', buffer })
    await page.getByText('✗ The contract is broken').waitFor()
    await page.getByRole('heading', { name: 'Check a file' }).scrollIntoViewIfNeeded()
    await page.mouse.wheel(0, 330)
  })
} finally {
  await browser.close()
  await mock.close()
}

/** Exports of a client that is good, in a service that is not, and one of a client that hammers. */
async function makeTraffic() {
  const sandbox = await mock.sandbox({ id: 'nightly' })
  await hammer(sandbox.baseUrl)
  for (const scenario of ['throttled', 'reset-mid-download', 'flaky-polls', null]) {
    sandbox.update({ scenario })
    await play(sandbox.baseUrl)
  }
  sandbox.update({ scenario: 'slow' })
  void play(sandbox.baseUrl).catch(() => undefined)
}

async function play(baseUrl) {
  for await (const _ of download({ baseUrl, path, body, patience: { firstWaitMs: 400 } }));
}

async function hammer(baseUrl) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(baseUrl + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const { pollingUrl, url } = await answer.json()
  for (let i = 0; i < 3; i++) await fetch(pollingUrl, { method: 'HEAD' })
  await (await fetch(url)).arrayBuffer()
}

/** A picture of the page at a path, once it is as it should be. */
async function shoot(name, at, prepare, colorScheme = 'light') {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 760 } })
  await page.goto(mock.baseUrl + at)
  await prepare(page)
  await page.waitForTimeout(500) // until it has been drawn
  await page.screenshot({ path: new URL(`${name}.png`, images).pathname })
  await page.close()
}
