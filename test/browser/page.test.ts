import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { CsvFile } from '../../generators/index.ts'
import { requestDownload, started } from '../support/started.ts'
import { isHere } from '../support/tools.ts'
import { violationsOn } from './support/axe.ts'
import { closeBrowser, openPage } from './support/page.ts'

afterAll(closeBrowser)

const rows = 40
const timeout = 60_000
const views = { timeline: 'Timeline', try: 'Try it', steer: 'Steer', data: 'Data', contract: 'Contract' }

async function csv(): Promise<Buffer> {
  const file = await CsvFile.open({ dataset: 'requests', rows })
  return Buffer.concat([...file.bytes()])
}

/** What the marks on the newest lane stand for, in their order. */
function marksOf(page: Page): Promise<(string | null)[]> {
  const marks = page.locator('#lanes .lane').first().locator('[data-exchange]')
  return marks.evaluateAll((found) => found.map((mark) => mark.getAttribute('data-kind')))
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const openView = (page: Page, name: string) => page.getByRole('tab', { name }).click()

/** The page has come up, and shows what there is. */
const settled = (page: Page) => page.locator('[data-state=live]').waitFor()

async function playClient(page: Page): Promise<void> {
  await openView(page, views.try)
  await button(page, 'Start').click()
  await page.getByText('✓ Downloaded').waitFor()
}

describe.skipIf(!isHere('chromium'))('the live page', { timeout }, () => {
  test('plays a client: two hollow marks, a filled one, and the very bytes', async () => {
    const page = await openPage(await started({ rows }))
    await playClient(page)
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#try-save').click()])
    expect(await readFile(await saved.path())).toEqual(await csv())
    expect(await page.locator('#try-sha256').textContent()).toBe(
      createHash('sha256')
        .update(await csv())
        .digest('hex'),
    )

    await openView(page, views.timeline)
    await page.locator('#lanes [data-kind=downloaded]').waitFor()
    expect(await marksOf(page)).toEqual(['called', 'not-ready', 'not-ready', 'ready', 'downloaded'])
    await page.getByText('✓ Nothing broken so far').waitFor()
  })

  test('plays it in a sandbox of its own where something else is chosen, and says that failing was right', async () => {
    const page = await openPage(await started({ rows }), '/#try')
    await page.getByLabel('Scenario').first().selectOption('html-instead-of-csv')
    await page.getByLabel('The file is ready').selectOption('polls')
    await page.getByLabel('How many polls get 404').fill('0')
    await button(page, 'Start').click()
    await page.getByText('✓ It failed, as a good client does here').waitFor()
    expect(new URL(page.url()).searchParams.get('sandbox')).toBe('s1')
    await openView(page, views.timeline)
    await page.locator('#lanes [data-kind=faulty]').waitFor()
    expect(await marksOf(page)).toEqual(['called', 'ready', 'faulty'])
  })

  test('advances the clock: what waits for it gets ready, and URLs expire', async () => {
    const mock = await started({ rows, clock: 'manual', readyAfter: '30s' })
    const { pollingUrl } = await requestDownload(mock, 'requests')
    const page = await openPage(mock)
    const lane = page.locator('#lanes .lane')
    await lane.getByText('ready in 0:30').waitFor()
    await openView(page, views.steer)
    await page.getByLabel('Advance by').fill('29s')
    await button(page, 'Advance').click()
    await openView(page, views.timeline)
    await lane.getByText('ready in 0:01').waitFor()
    await openView(page, views.steer)
    await button(page, '+ 1s').click()
    await openView(page, views.timeline)
    await lane.getByText('after 30.0 s').waitFor()
    expect((await fetch(pollingUrl, { method: 'HEAD' })).status).toBe(200)
    await openView(page, views.steer)
    await page.getByLabel('Advance by').fill('15m')
    await button(page, 'Advance').click()
    await openView(page, views.timeline)
    await lane.getByText('URLs expired').waitFor()
  })

  test('releases and expires an export', async () => {
    const mock = await started({ rows, scenario: 'never-ready' })
    await requestDownload(mock, 'requests')
    const page = await openPage(mock)
    await button(page, 'Release now').click()
    await page.locator('#lanes .badge', { hasText: /^ready$/ }).waitFor()
    await button(page, 'Expire now').click()
    await page.locator('#lanes .badge', { hasText: 'expired' }).waitFor()
    expect(mock.root.exports().map(({ state }) => state)).toEqual(['expired'])
  })

  test('has buttons that stay the same while all around them changes', async () => {
    const mock = await started({ rows, scenario: 'never-ready' })
    const { pollingUrl } = await requestDownload(mock, 'requests')
    const page = await openPage(mock, '/#steer')
    const release = page.getByRole('button', { name: /^Release now/ })
    const box = await release.boundingBox()
    await page.mouse.move(box!.x + 5, box!.y + 5)
    await page.mouse.down()
    const polls = page.locator('tbody').last().locator('tr').first().locator('td').nth(3)
    for (let i = 1; i <= 3; i++) {
      await fetch(pollingUrl, { method: 'HEAD' })
      await polls.getByText(String(i), { exact: true }).waitFor()
    }
    await page.mouse.up()
    await page.getByRole('cell', { name: 'ready', exact: true }).waitFor()
    expect(mock.root.exports()[0]).toMatchObject({ state: 'ready', polls: 3 })
  })

  test('makes, resets and deletes sandboxes, and changes the scenario', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock, '/#steer')
    page.on('dialog', (dialog) => void dialog.accept())
    await page.getByLabel('Name').fill('my-own')
    await button(page, 'Make').click()
    await page.getByRole('heading', { name: 'The sandbox my-own' }).waitFor()
    await page.locator('#steer-scenario').selectOption('flaky-polls')
    await page.getByText('The scenario is flaky-polls.').waitFor()
    const sandbox = mock.find('my-own')!
    expect(sandbox.describe().scenario).toBe('flaky-polls')
    await fetch(`${sandbox.baseUrl}/nowhere`)
    await sandbox.settled()
    await button(page, 'Reset my-own').click()
    await page.getByRole('row', { name: /^my-own flaky-polls real 0 0/ }).waitFor()
    await button(page, 'Delete my-own').click()
    await page.getByRole('heading', { name: 'The sandbox default' }).waitFor()
    expect(mock.find('my-own')).toBeUndefined()
  })

  test('says what is wrong with what it was told, beside it', async () => {
    const page = await openPage(await started({ rows }), '/#steer', { expected: [400] })
    await page.getByLabel('Advance by').fill('soon')
    await button(page, 'Advance').click()
    await page.getByRole('alert').filter({ hasText: 'soon' }).waitFor()
  })

  test('checks a file that is dropped on it', async () => {
    const page = await openPage(await started({ rows }), '/#data')
    await page.getByLabel(/Drop a CSV file here/).waitFor()
    const broken = (await csv()).toString().replace(',grant,', ',Grant,')
    const transfer = await page.evaluateHandle(`(() => {
      const files = new DataTransfer()
      files.items.add(new File([${JSON.stringify(broken)}], 'mine.csv', { type: 'text/csv' }))
      return files
    })()`)
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer })
    await page.getByText('✗ The contract is broken').waitFor()
    const finding = page.locator('[data-rule="csv/one-of"]')
    expect(await finding.textContent()).toMatch(/column 11 \(Request Type\).*"Grant"/)
    await page.locator('#check-file').setInputFiles({ name: 'good.csv', mimeType: 'text/csv', buffer: await csv() })
    await page.getByText('✓ The contract is kept').waitFor()
  })

  test('shows the first rows, the contract of a column, and JSON whole', async () => {
    const page = await openPage(await started({ rows }), '/#data')
    await page.getByText(`${rows} rows`).waitFor()
    const [first] = (await csv()).toString().split('\n').slice(1)
    await page
      .getByRole('cell', { name: first!.split(',')[0]! })
      .first()
      .waitFor()
    await button(page, 'Request Type, required: contract').click()
    await page.getByRole('dialog').getByText('one of "grant", "revoke"').waitFor()
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /^Metadata: open/ })
      .first()
      .click()
    await page.getByRole('dialog').getByText('"reason":').waitFor()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#data-download').click()])
    expect(await readFile(await saved.path())).toEqual(await csv())
  })

  test('shows an exchange whole, with what is secret masked', async () => {
    const mock = await started({ rows })
    await fetch(`${mock.baseUrl}/api/rest/v0/requests/download-url`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key-id': 'an-id', 'x-api-key-secret': 'very-secret' },
      body: '{"includeCompleted": true}',
    })
    const page = await openPage(mock)
    await page.locator('#lanes [data-kind=called]').click()
    const dialog = page.getByRole('dialog', { name: 'Exchange 1' })
    await dialog.getByText('Answer: 200').waitFor()
    expect(await dialog.textContent()).toContain('x-api-key-secret')
    expect(await page.content()).not.toContain('very-secret')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.evaluate("document.activeElement.getAttribute('data-kind')")).toBe('called')
  })

  test('shows verdicts as they are decided, and leads to what they speak of', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock)
    await settled(page)
    const { pollingUrl } = await requestDownload(mock, 'requests')
    for (let i = 0; i < 12; i++) await fetch(pollingUrl, { method: 'HEAD' })
    const verdict = page.locator('#verdict-client-waits-between-polls')
    await verdict.getByText('The client MUST wait before it polls again.').waitFor()
    await verdict
      .getByRole('button', { name: /^Exchange/ })
      .first()
      .click()
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toContain(
      'Breaks client/waits-between-polls',
    )
  })

  test('takes nothing for HTML that a client sent', async () => {
    const mock = await started({ rows })
    const evil = '<img src=x onerror="document.title=1">'
    await fetch(`${mock.baseUrl}/${encodeURIComponent(evil)}`, { headers: { 'x-evil': evil } })
    await fetch(`${mock.baseUrl}/api/rest/v0/requests/download-url`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ [evil]: evil }),
    })
    mock.defineScenario('odd', { summary: evil, goodClient: evil })
    const page = await openPage(mock)
    await page.locator('[data-exchange="1"]').click()
    await page.getByRole('dialog').getByText('x-evil').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[data-exchange="2"]').click()
    await page.getByRole('dialog').getByText('onerror').first().waitFor()
    await page.keyboard.press('Escape')
    await openView(page, views.try)
    await page.getByLabel('Scenario').first().selectOption('odd')
    await page.getByText(evil).first().waitFor()
    expect(await page.locator('img:not([alt=""])').count()).toBe(0)
  })

  test('filters lanes, pauses, and hides what is there', async () => {
    const mock = await started({ rows })
    await requestDownload(mock, 'requests')
    const page = await openPage(mock)
    const lanes = page.locator('#lanes .lane')
    await lanes.first().waitFor()
    await page.getByLabel('Filter').fill('rbac2')
    await page.getByText('0 lanes · 1 hidden').waitFor()
    await page.getByLabel('Filter').fill('')
    await button(page, 'Pause').click()
    await requestDownload(mock, 'rbac2')
    await mock.root.settled()
    await button(page, 'Go on').click()
    await page.getByText('2 lanes').waitFor()
    await button(page, 'Hide what is there').click()
    await page.getByText('0 lanes · 2 hidden').waitFor()
  })

  test('begins anew when the sandbox does, and says when the mock is gone', async () => {
    const mock = await started({ rows })
    await requestDownload(mock, 'requests')
    const page = await openPage(mock, '/', { expected: ['ERR_CONNECTION_REFUSED', 'ERR_INCOMPLETE_CHUNKED_ENCODING'] })
    await page.locator('#lanes .lane').waitFor()
    await mock.root.reset()
    await page.getByText('Nothing has been asked for here yet').waitFor()
    await settled(page)
    await requestDownload(mock, 'requests')
    await page.locator('#lanes .lane').waitFor()
    await mock.close()
    await page.getByText('The mock does not answer').waitFor()
  })

  test('has a link that skips its head, and leaves the view as it is', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock, '/#data')
    await page.locator('.skip').focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('panel')
    expect(new URL(page.url()).hash).toBe('#data')
    await page.goto(`${mock.baseUrl}/#panel`)
    await page.getByRole('tab', { name: views.timeline, selected: true }).waitFor()
  })

  test('comes back by and by, not at once and again, where a mock does not answer', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock, '/', { expected: ['ERR_FAILED'] })
    await settled(page)
    let asked = 0
    await page.route('**/activity', (route) => {
      asked++
      return route.abort()
    })
    await mock.root.reset()
    await page.getByText('The mock does not answer').waitFor()
    await expect.poll(() => asked).toBeGreaterThan(1)
    expect(asked).toBeLessThan(5)
  })

  test('shows a view at the next try that could not be shown at first', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock, '/', { expected: ['ERR_FAILED'] })
    await settled(page)
    await page.route('**/scenarios', (route) => route.abort(), { times: 1 })
    await openView(page, views.steer)
    await page.getByText('This view could not be shown.').waitFor()
    await openView(page, views.timeline)
    await openView(page, views.steer)
    await page.getByRole('heading', { name: 'Sandboxes' }).waitFor()
  })

  test('opens at the base URL of a sandbox too', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock, '/~flaky-polls')
    await settled(page)
    expect(await page.locator('#base-url').textContent()).toBe(`${mock.baseUrl}/~flaky-polls`)
    expect(await page.locator('#facts').textContent()).toContain('Scenarioflaky-polls')
  })

  test('asks for the token where there is one', async () => {
    const mock = await started({ rows, admin: { token: 'the-right-token' } })
    const page = await openPage(mock, '/', { expected: [401] })
    await page.getByLabel('Token', { exact: true }).fill('a-wrong-one')
    await button(page, 'Go on').click()
    await page.getByText('That token was refused.').waitFor()
    await page.getByLabel('Token', { exact: true }).fill('the-right-token')
    await button(page, 'Go on').click()
    await settled(page)
    await openView(page, views.data)
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#data-download').click()])
    expect(await readFile(await saved.path())).toEqual(await csv())
  })

  test('leaves trying to other clients where the admin API has a port of its own', async () => {
    const mock = await started({ rows, admin: { port: 0 } })
    const page = await openPage({ baseUrl: mock.adminUrl!.replace(/\/__mock$/, '') }, '/#try')
    await page.getByText('Here the admin API has a port of its own.').waitFor()
    expect(await button(page, 'Start').isDisabled()).toBe(true)
    expect(await page.locator('.copy-block').textContent()).toContain(`${mock.baseUrl}/api/rest/v0/`)
  })

  test('has an API reference of the emulated and of its own API', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock, '/docs')
    await page.locator('.opblock').first().waitFor()
    const paths = await page.locator('.opblock-summary-path').allTextContents()
    expect(paths.map((path) => path.replaceAll('\u200b', ''))).toContain('/api/rest/v0/requests/download-url')
    // Swagger UI has headings of its own order, and says things outside of its main landmark.
    const ours = async () => (await violationsOn(page)).filter((found) => !/^(?:heading-order|region):/.test(found))
    expect(await ours()).toEqual([])
    await page.goto(`${mock.baseUrl}/docs?spec=admin`)
    await page.getByText('Make a sandbox').first().waitFor()
    expect(await ours()).toEqual([])
  })
})

describe.skipIf(!isHere('chromium'))('with the keyboard alone', { timeout }, () => {
  test('tabs, lanes, exchanges and their actions can be reached', async () => {
    const mock = await started({ rows })
    const page = await openPage(mock)
    await playClient(page)
    await page.goto(`${mock.baseUrl}/`)
    await page.locator('#lanes [data-kind=downloaded]').waitFor()
    const focused = () =>
      page.evaluate("document.activeElement.getAttribute('data-kind') ?? document.activeElement.textContent")
    const press = (key: string) => page.keyboard.press(key)
    await page.locator('#tab-timeline').focus()
    await press('ArrowRight')
    expect(await focused()).toBe(views.try)
    await press('ArrowLeft')
    expect(await focused()).toBe(views.timeline)
    for (let i = 0; i < 20 && (await focused()) !== 'called'; i++) await press('Tab')
    expect(await focused()).toBe('called')
    await press('ArrowRight')
    expect(await focused()).toBe('not-ready')
    await press('End')
    expect(await focused()).toBe('Expire now')
    await press('ArrowLeft')
    expect(await focused()).toBe('downloaded')
    await press('Home')
    await press('Enter')
    await page.getByRole('dialog', { name: 'Exchange 1' }).waitFor()
    await press('Escape')
    expect(await focused()).toBe('called')
    await press('End')
    await press('Enter')
    await page.locator('#lanes .badge', { hasText: 'expired' }).waitFor()
    expect(mock.root.exports().map(({ state }) => state)).toEqual(['expired'])
  })
})

describe.skipIf(!isHere('chromium'))('the page is fit for', { timeout }, () => {
  const looks = [
    { name: 'a wide screen in the light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
    { name: 'a wide screen in the dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
    { name: 'a narrow screen in the light', colorScheme: 'light', viewport: { width: 320, height: 640 } },
    { name: 'a narrow screen in the dark', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
  ] as const

  test.each(looks)('$name', async ({ colorScheme, viewport }) => {
    const mock = await started({ rows })
    const faulty = await mock.sandbox({ id: 'faulty', scenario: 'flaky-polls' })
    const { pollingUrl, url } = await requestDownload({ ...mock, baseUrl: faulty.baseUrl }, 'requests')
    for (let i = 0; i < 9; i++) await fetch(pollingUrl, { method: 'HEAD' }).catch(() => undefined)
    await fetch(url)
    const page = await openPage(mock, '/?sandbox=faulty', { colorScheme, viewport })
    await page.locator('#lanes .lane').waitFor()
    await page.locator('.verdict').first().waitFor()
    for (const [name, title] of Object.entries(views)) {
      await openView(page, title)
      await page.locator(`#panel-${name} h2`).first().waitFor({ state: 'attached' })
      expect(await violationsOn(page)).toEqual([])
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect([name, overflow]).toEqual([name, 0])
    }
    await openView(page, views.timeline)
    await page.locator('#lanes [data-kind=called]').click()
    await page.getByRole('dialog', { name: 'Exchange 1' }).getByText('Answer: 200').waitFor()
    expect(await violationsOn(page)).toEqual([])
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    const brightness = Math.max(...ground.match(/\d+/g)!.map(Number))
    expect(brightness < 64).toBe(colorScheme === 'dark')
  })
})

describe.skipIf(!isHere('chromium'))('under load', { timeout }, () => {
  test('300 live exports and 50 exchanges a second are all shown', async () => {
    const mock = await started({ rows, notReadyPolls: 1_000_000 })
    const polls = await Promise.all(Array.from({ length: 300 }, () => requestDownload(mock, 'requests')))
    const page = await openPage(mock)
    await page.getByText('300 lanes').waitFor()
    const frames = page.evaluate<number[]>(frameGaps)
    const sent = Array.from({ length: 150 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 20)) // as many a second as the test is about
      await fetch(polls[i]!.pollingUrl, { method: 'HEAD' })
    })
    await Promise.all(sent)
    const gaps = (await frames).sort((a, b) => a - b)
    const at = (share: number) => Math.round(gaps[Math.floor((gaps.length - 1) * share)]!)
    process.stdout.write(`Frames of the live page: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms.\n`)
    await expect.poll(() => page.locator('#lanes [data-kind=not-ready]').count()).toBe(150)
  })
})

/** Milliseconds between the frames that the page could draw, for three seconds. */
const frameGaps = `new Promise((resolve) => {
  const gaps = []
  const start = performance.now()
  let last = start
  const frame = (now) => {
    gaps.push(now - last)
    last = now
    if (now - start < 3000) requestAnimationFrame(frame)
    else resolve(gaps.slice(1))
  }
  requestAnimationFrame(frame)
})`
