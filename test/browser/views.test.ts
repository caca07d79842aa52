import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { requestDownload, started } from '../support/started.ts'
import { isHere } from '../support/tools.ts'
import { violationsOn } from './support/axe.ts'
import { closeBrowser, openPage } from './support/page.ts'

afterAll(closeBrowser)

const rows = 30
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const focusedOn = (page: Page) => page.locator(':focus').textContent()

describe.skipIf(!isHere('chromium'))('the views of the live page', { timeout: 60_000 }, () => {
  async function play(page: Page): Promise<void> {
    await button(page, 'Start').click()
    await page.locator('#try-steps').getByText('answered 200 with two URLs').waitFor()
    await page.getByText('✓ Downloaded').waitFor()
  }

  test('a sandbox that is made for a try keeps what was left as it is, and serves for the next', async () => {
    const mock = await started({ rows })
    await mock.sandbox({ id: 'mine', seed: 7, rows: 12, notReadyPolls: 1, scenario: 'extra-column' })
    const page = await openPage(mock, '/?sandbox=mine#try')
    await page.getByText('It happens in the sandbox mine.').waitFor()
    await page.getByLabel('Seed').fill('8')
    await page.getByText('A sandbox of its own is made for it').waitFor()
    await play(page)
    const made = mock.find('s1')!.describe()
    expect(made).toMatchObject({ seed: 8, scenario: 'extra-column', rows: { requests: 12 } })
    expect(made.readiness).toEqual(mock.find('mine')!.describe().readiness)
    await page.getByText('It happens in the sandbox s1.').waitFor()
    await play(page)
    expect(mock.find('s2')).toBeUndefined()
    expect(mock.find('s1')!.exports()).toHaveLength(2)
  })

  test('a try in another scenario leaves to that what belongs to it', async () => {
    const page = await openPage(await started({ rows }), '/#try')
    await page.getByLabel('Scenario').first().selectOption('empty-export')
    await play(page)
    await page.locator('#try-outcome').getByText('0 rows').waitFor()
  })

  test('a try shows its own exports alone, once each, and steers them', async () => {
    const mock = await started({ rows, notReadyPolls: 0 })
    const page = await openPage(mock, '/#try')
    await play(page)
    await requestDownload(mock, 'rbac2')
    await play(page)
    const lanes = page.locator('#try-lane .lane')
    await lanes.locator('[data-kind=downloaded]').waitFor()
    expect(await lanes.count()).toBe(1)
    await lanes.getByRole('button', { name: 'Expire now' }).click()
    await lanes.getByText('expired', { exact: true }).waitFor()
    expect(mock.root.exports().map(({ state }) => state)).toEqual(['ready', 'ready', 'expired'])
  })

  test('a try can be cancelled', async () => {
    const mock = await started({ rows, scenario: 'never-ready' })
    const page = await openPage(mock, '/#try')
    await button(page, 'Start').click()
    await page.locator('#try-steps').getByText('poll 1, answered 404').waitFor()
    await button(page, 'Cancel').click()
    await page.getByText('Cancelled.').waitFor()
    expect(await button(page, 'Start').isEnabled()).toBe(true)
  })

  test('what a try shows fits a narrow screen, and breaks no rule of axe-core', async () => {
    const mock = await started({ rows, notReadyPolls: 0 })
    const page = await openPage(mock, '/#timeline', { viewport: { width: 320, height: 640 } })
    await page.getByRole('tab', { name: 'Try it' }).click()
    await play(page)
    await page.locator('#try-lane [data-kind=downloaded]').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    expect(await violationsOn(page)).toEqual([])
  })

  test('details take the focus and give it back', async () => {
    const page = await openPage(await started({ rows }), '/#data')
    const opener = page.locator('.preview thead button').first()
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Format').waitFor()
    expect(await focusedOn(page)).toBe('Close')
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await opener.and(page.locator(':focus')).count()).toBe(1)
  })

  test('a list that changes leaves the focus where it is', async () => {
    const mock = await started({ rows, notReadyPolls: 9 })
    await requestDownload(mock, 'requests')
    const page = await openPage(mock, '/#steer')
    await button(page, 'Reset default').focus()
    await mock.sandbox({ id: 'another' })
    await page.getByRole('row', { name: /^another/ }).waitFor()
    expect(await focusedOn(page)).toBe('Reset')
    const release = page.getByRole('button', { name: /^Release now/ })
    await release.focus()
    await requestDownload(mock, 'rbac2')
    await page.getByRole('row', { name: /rbac2/ }).waitFor()
    expect(await focusedOn(page)).toBe('Release now')
  })

  test('the contract can be filtered, and what has no row left is not shown', async () => {
    const page = await openPage(await started({ rows }), '/#contract')
    await page.getByLabel('Filter').fill('Privilege Value')
    expect(await page.locator('.card caption:visible').allTextContents()).toEqual([
      expect.stringContaining('Columns of requests'),
      expect.stringContaining('Columns of rbac2'),
    ])
    await page.getByLabel('Filter').fill('')
    await page.getByLabel('Only contradictions').check()
    const texts = await page.locator('tbody tr:visible').allTextContents()
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.filter((text) => !text.includes('Contradiction:'))).toEqual([])
  })
})
