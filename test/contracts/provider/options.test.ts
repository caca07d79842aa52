import { describe, expect, test } from 'vitest'
import { ProviderOptionError, type ProviderOptions, verifyProvider } from '../../../contracts/index.ts'
import { checkOptions } from '../../../contracts/provider/options.ts'

const base = { baseUrl: 'http://127.0.0.1:1' }

async function refusal(options: object): Promise<ProviderOptionError> {
  const error = await verifyProvider({ ...base, ...options } as ProviderOptions).catch((each: unknown) => each)
  if (!(error instanceof ProviderOptionError)) throw new Error(`Expected a refusal, got ${String(error)}.`)
  return error
}

describe('the base URL', () => {
  test.each([
    ['app.balkan.id', 'what is no absolute URL', 'Write the scheme and the host.'],
    ['', 'what is no absolute URL', 'Write the scheme and the host.'],
    ['/api', 'what is no absolute URL', 'Write the scheme and the host.'],
    ['ftp://app.balkan.id', 'a URL of another scheme', 'Begin it with "https://" or "http://".'],
    ['https://me:hush@app.balkan.id', 'a URL with a user name or a password', 'Leave them out'],
    ['https://app.balkan.id/?key=hush', 'a URL with a query or a fragment', 'Leave out what begins with "?"'],
    ['https://app.balkan.id/#hush', 'a URL with a query or a fragment', 'Leave out what begins with "?"'],
    ['https://app.balkan.id/api/rest/v0/', 'a URL that ends in the path of the API', 'Leave out "/api/rest/v0".'],
  ])('%j is refused', async (baseUrl, received, remedy) => {
    const { message, option } = await refusal({ baseUrl })
    expect(option).toBe('baseUrl')
    expect(message).toContain(
      `baseUrl: Received ${received}; expected an absolute URL such as "https://app.balkan.id".`,
    )
    expect(message).toContain(remedy)
    expect(message).not.toContain('hush')
  })
})

test.each([
  [{ polls: 0 }, 'limits.polls: Received 0; expected a whole number from 1 to 2147483647. Leave it out for 60.'],
  [{ pollGapMs: -1 }, 'limits.pollGapMs: Received -1; expected a whole number from 0'],
  [{ requestTimeoutMs: Number.NaN }, 'limits.requestTimeoutMs: Received NaN; expected'],
  [{ totalMs: 2 ** 31 }, 'limits.totalMs: Received 2147483648; expected'],
  [{ bytes: 1.5 }, 'limits.bytes: Received 1.5; expected a whole number from 1 to 9007199254740991.'],
  [{ bytes: 2 ** 53 }, 'limits.bytes: Received 9007199254740992; expected'],
])('the limits %j are refused', async (limits, message) => {
  expect((await refusal({ limits })).message).toContain(message)
})

test('a file may be larger than 2 GiB', () => {
  const bytes = 10 * 2 ** 30
  expect(checkOptions({ ...base, limits: { bytes } }).limits.bytes).toBe(bytes)
})

test.each([
  [['reqests'], 'datasets: Received "reqests"; expected some of "requests", "rbac2". The nearest is "requests".'],
  [['constructor'], 'datasets: Received "constructor"; expected'],
  [[], 'datasets: Received none; expected some of "requests", "rbac2". Name one.'],
])('the datasets %j are refused', async (datasets, message) => {
  expect((await refusal({ datasets })).message).toContain(message)
})

test.each([
  ['a line break', { id: 'me', secret: 'hush\r\nX: 1' }, 'apiKey.secret'],
  ['a blank', { id: 'hush hush', secret: 's' }, 'apiKey.id'],
  ['nothing', { id: 'hush', secret: '' }, 'apiKey.secret'],
  ['a letter beyond ASCII', { id: 'hüsh', secret: 's' }, 'apiKey.id'],
])('a key with %s is refused without being shown', async (_, apiKey, option) => {
  const error = await refusal({ apiKey })
  expect(error.option).toBe(option)
  expect(error.message).not.toMatch(/h[uü]sh/)
})
