import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { commandOf } from '../../support/tools.ts'

let launched: Promise<Browser> | undefined

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close()
  launched = undefined
}

/** One for all tests of a file; each test has a context of its own. */
function browser(): Promise<Browser> {
  // A container seldom allows the sandbox of Chromium, and nothing but our own page is opened.
  launched ??= chromium.launch({ executablePath: commandOf('chromium')[0], args: ['--no-sandbox'] })
  return launched
}

interface PageOptions extends BrowserContextOptions {
  /** Statuses and network errors that the test is about; Chromium writes each to the console. */
  readonly expected?: readonly (number | string)[]
}

/**
 * The live page of a mock. When the test ends, its console has to be free of errors, and no request may have left
 * loopback.
 */
export async function openPage(
  { baseUrl }: { readonly baseUrl: string },
  path = '/',
  { expected = [], ...options }: PageOptions = {},
): Promise<Page> {
  const context = await (await browser()).newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const seen = watch(page, expected)
  onTestFinished(async () => {
    await context.close()
    expect(seen).toEqual({ errors: [], strangers: [] })
  })
  await page.goto(baseUrl + path)
  return page
}

/** Collects what must not be. */
function watch(page: Page, expected: readonly (number | string)[]) {
  const [errors, strangers]: [string[], string[]] = [[], []]
  page.on('pageerror', (error) => void errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const { url } = message.location()
    const text = message.text()
    // Chromium itself writes a line for every answer of 400 and more: for a poll, 404 is no error.
    const isPolls = url.includes('/storage/') && text.startsWith('Failed to load resource')
    if (!isPolls && !expected.some((each) => text.includes(String(each)))) errors.push(`${text} ${url}`)
  })
  page.context().on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    const stays = hostname === '127.0.0.1' || protocol === 'blob:' || protocol === 'data:'
    if (!stays) strangers.push(request.url())
  })
  return { errors, strangers }
}
