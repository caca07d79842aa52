import { spawn } from 'node:child_process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { datasetSlugs } from '../../../contracts/index.ts'
import { curlLines } from '../../../server/cli/commands/serve.ts'
import { startMockServer } from '../../../server/index.ts'
import { start } from '../../support/terminal.ts'
import { isHere } from '../../support/tools.ts'

async function serving(args: readonly string[], env: Record<string, string> = {}) {
  const command = start(['serve', '--port', '0', ...args], env)
  onTestFinished(async () => {
    command.stop()
    await command.ended
  })
  const [, baseUrl = ''] = /(http:\/\/[\d.]+:\d+)/.exec(await command.stdout.until(/\n/)) ?? []
  const post = (slug: string, headers: Record<string, string> = {}) =>
    fetch(`${baseUrl}/api/rest/v0/${slug}/download-url`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"includeCompleted":true}',
    })
  return { ...command, baseUrl, post }
}

test('serve prints where it serves, what, and how it is polled', async () => {
  const { stdout } = await serving(['--seed', '9', '--rows', 'requests=12', '--not-ready-polls', 'rbac2=1'])
  expect(stdout.text).toMatch(/balkanid-mock \d+\.\d+\.\d+ serves http:\/\/127\.0\.0\.1:\d+\n/)
  expect(stdout.text).toMatch(/requests +12 rows, ready after 2 polls\n/)
  expect(stdout.text).toMatch(/rbac2 +1000 rows, ready after 1 poll\n/)
  expect(stdout.text).toMatch(/seed +9\n/)
})

test('serve logs one readable line an exchange, without signatures', async () => {
  const { post, stderr } = await serving([])
  const { pollingUrl } = (await (await post('requests')).json()) as { pollingUrl: string }
  await fetch(pollingUrl, { method: 'HEAD' })
  const log = await stderr.until(/HEAD .*\n/)
  expect(log).toMatch(/^\d\d:\d\d:\d\d\.\d{3} POST \/api\/rest\/v0\/requests\/download-url 200 [\d.]+ ms\n/)
  expect(log).toMatch(/HEAD \/storage\/[0-9A-Z]{26}\/requests\.csv 404 [\d.]+ ms, Not ready yet: .* after 2 polls\./)
  expect(log).not.toContain('Signature')
})

test('--json prints the start and the log as JSON lines', async () => {
  const { post, stdout, stderr } = await serving(['--json'])
  await post('requests')
  const log = await stderr.until(/\n/)
  expect(JSON.parse(stdout.text)).toMatchObject({ event: 'listening', seed: 1, rows: { requests: 1000, rbac2: 1000 } })
  expect(JSON.parse(log)).toMatchObject({ method: 'POST', status: 200, msg: 'exchange' })
})

test('--log-level silent logs nothing', async () => {
  const { post, stderr } = await serving(['--log-level', 'silent'])
  await post('requests')
  expect(stderr.text).toBe('')
})

test('the environment sets what no flag does', async () => {
  const { post } = await serving([], { BALKANID_MOCK_API_KEY: 'a:1,b:2', BALKANID_MOCK_LOG_LEVEL: 'silent' })
  const statuses = [await post('rbac2'), await post('rbac2', { 'x-api-key-id': 'b', 'x-api-key-secret': '2' })].map(
    ({ status }) => status,
  )
  expect(statuses).toEqual([401, 200])
})

test('binding to more than loopback is said aloud', async () => {
  const { stderr } = await serving(['--host', '0.0.0.0'])
  expect(stderr.text).toBe('Bound to 0.0.0.0: whoever can reach this machine can use the mock.\n')
})

describe('at the start it says', () => {
  const said = async (args: readonly string[], env: Record<string, string> = {}) =>
    (await serving(args, env)).stdout.text
  const jsonOf = async (args: readonly string[]) =>
    JSON.parse(await said(['--json', ...args])) as Record<string, unknown>

  test('nothing of scenario, clock and token where there is nothing to say', async () => {
    expect(await said([])).not.toMatch(/scenario|clock|Bearer/)
    expect(await jsonOf([])).toMatchObject({ scenario: null, clock: { mode: 'real' } })
    expect(await jsonOf([])).not.toHaveProperty('adminToken')
  })

  test('which scenario it plays', async () => {
    expect(await said(['--scenario', 'flaky-polls'])).toMatch(/scenario +flaky-polls\n/)
    expect(await jsonOf(['--scenario', 'flaky-polls'])).toMatchObject({ scenario: 'flaky-polls' })
  })

  test('how its time passes', async () => {
    expect(await said(['--clock', '60x'])).toMatch(/clock +60 times as fast as the machine's\n/)
    expect(await said(['--clock', 'manual'])).toMatch(/clock +stands at 2026-01-01T00:00:00.000Z until it is moved\n/)
    expect(await jsonOf(['--clock', '60x'])).toMatchObject({ clock: { mode: 'scaled', scale: 60 } })
  })

  test('where it is steered', async () => {
    expect(await said([])).toMatch(/serves (\S+)\n[\s\S]*steered at +\1\/__mock\n/)
    const { baseUrl, adminUrl } = await jsonOf(['--admin-port', '0'])
    expect(adminUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/__mock$/)
    expect(adminUrl).not.toBe(`${baseUrl}/__mock`)
  })

  test('nothing of that where it is off', async () => {
    expect(await said(['--admin', 'off'])).not.toContain('steered')
    expect(await said([], { BALKANID_MOCK_ADMIN: 'off' })).not.toContain('steered')
    expect(await jsonOf(['--admin', 'off'])).toMatchObject({ adminUrl: null })
  })

  test('the token that it has made up, once', async () => {
    expect((await said(['--host', '0.0.0.0'])).match(/Authorization: Bearer [\w-]{32}\n/g)).toHaveLength(1)
    expect(await jsonOf(['--host', '0.0.0.0'])).toMatchObject({ adminToken: expect.stringMatching(/^[\w-]{32}$/) })
  })

  test('that a token is needed, but not one that was chosen: it may be secret', async () => {
    const texts = [
      await said(['--admin-token', 'my-secret']),
      await said(['--host', '0.0.0.0', '--json'], { BALKANID_MOCK_ADMIN_TOKEN: 'my-secret' }),
    ]
    expect(texts[0]).toContain('Authorization: Bearer <the chosen token>\n')
    expect(texts.join('')).not.toContain('my-secret')
  })

  test('no secret of an API key', async () => {
    expect(await said(['--api-key', 'a:my-secret'])).not.toContain('my-secret')
    expect(await said(['--api-key', 'a:my-secret', '--json'])).not.toContain('my-secret')
  })
})

test('when it is stopped it ends with exit code 0, a download under way or not', async () => {
  const { post, stop, ended } = await serving(['--rows', '400000', '--not-ready-polls', '0'])
  const { url } = (await (await post('requests')).json()) as { url: string }
  const download = await fetch(url)
  stop()
  expect(await ended).toBe(0)
  await expect(download.arrayBuffer()).rejects.toThrow()
})

test.skipIf(!isHere('curl')).each(datasetSlugs)(
  'the curl lines that it prints download %s in a POSIX shell',
  async (slug) => {
    const mock = await startMockServer({ notReadyPolls: 1, rows: 20 })
    onTestFinished(() => mock.close())
    const [post, poll, download] = curlLines(mock.baseUrl, slug, undefined)
    const script = [post, poll?.replace('sleep 1', 'true'), download?.replace(`-o ${slug}.csv`, '')].join('\n')
    const shell = spawn('sh', ['-c', script])
    let output = ''
    for await (const chunk of shell.stdout) output += chunk
    expect(output).toMatch(/^\{"pollingUrl":.*\}\n404\n200\n/)
    expect(output.trimEnd().split('\n').length).toBeGreaterThan(20)
  },
)

test('what a client sends neither moves the cursor of the log nor forges a line of it', async () => {
  const { baseUrl, stderr } = await serving(['--body-validation', 'strict'])
  await fetch(`${baseUrl}/api/rest/v0/requests/download-url`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"includeCompleted": "\\u001b[31m\\n20:00 forged \u009b31m"}',
  })
  const log = await stderr.until(/\n/)
  expect(log.trimEnd()).not.toMatch(/\p{Cc}/u)
})

test('with a public URL it says where it listens, and with keys which variable holds the secret', async () => {
  const { stdout } = await serving(['--public-url', 'https://mock.example.com', '--api-key', 'a:b'])
  expect(stdout.text).toMatch(/serves https:\/\/mock\.example\.com\nIt listens on port \d+, where/)
  expect(stdout.text).toContain("export BALKANID_SECRET='the secret of a'")
})
