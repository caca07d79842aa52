import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Exchange } from '../../../contracts/index.ts'
import { type MockServer, type StartOptions, startMockServer } from '../../../server/index.ts'
import { run, start, type World } from '../../support/terminal.ts'

async function started(options: StartOptions = {}): Promise<MockServer> {
  const mock = await startMockServer(options)
  onTestFinished(() => mock.close())
  return mock
}

function tail(mock: { readonly baseUrl: string }, args: readonly string[] = [], env = {}, world: World = {}) {
  const command = start(['tail', '--base-url', mock.baseUrl, ...args], env, world)
  onTestFinished(async () => {
    command.stop()
    await command.ended
  })
  return command
}

async function ask(baseUrl: string): Promise<{ pollingUrl: string; url: string }> {
  const answer = await fetch(`${baseUrl}/api/rest/v0/rbac2/download-url`, { method: 'POST' })
  return (await answer.json()) as { pollingUrl: string; url: string }
}

describe('the exchanges of a running mock', () => {
  test('are told a line each, from the first on with --all', async () => {
    const mock = await started({ notReadyPolls: 1, rows: 5 })
    const { pollingUrl, url } = await ask(mock.baseUrl)
    for (const method of ['HEAD', 'HEAD', 'GET'])
      await (await fetch(method === 'GET' ? url : pollingUrl, { method })).text()
    await mock.root.settled()
    const { stdout } = tail(mock, ['--all'])
    const lines = (await stdout.until(/#4.*\n/)).split('\n')
    expect(lines.map((line) => line.replaceAll(/[\d.]+ m?s/g, 'T').replaceAll(/^[\d:.]+/g, 'TIME'))).toEqual([
      'TIME POST /api/rest/v0/rbac2/download-url 200 T, #1',
      expect.stringMatching(/^TIME HEAD \/storage\/\S+ 404 T, #2/),
      expect.stringMatching(/^TIME HEAD \/storage\/\S+ 200 T, #3, T after the last/),
      expect.stringMatching(/^TIME GET {2}\/storage\/\S+ 200 T, #4/),
      '',
    ])
    expect(stdout.text).not.toContain('X-Amz-Signature')
  })

  test('begin after the one that --since names', async () => {
    const mock = await started()
    for (let i = 0; i < 3; i++) await ask(mock.baseUrl)
    await mock.root.settled()
    const { stdout } = tail(mock, ['--since', '2'])
    expect(await stdout.until(/\n/)).toContain('#3')
    expect(stdout.text).not.toContain('#2')
  })

  test('are those of the sandbox, the phase and the fault that are named', async () => {
    const mock = await started()
    await using sandbox = await mock.sandbox({ id: 'mine', scenario: 'server-error-once' })
    for (let i = 0; i < 2; i++) await ask(sandbox.baseUrl).catch(() => undefined)
    await ask(mock.baseUrl)
    await sandbox.settled()
    for (const args of [
      ['--sandbox', 'mine', '--fault', 'true'],
      ['--sandbox', 'mine', '--fault', 'status'],
    ]) {
      const { stdout } = tail(mock, ['--all', '--phase', 'call', ...args])
      expect(await stdout.until(/\n/)).toMatch(/^\S+ POST \S+ 500 .*#1, fault status/)
    }
    const behind = tail(sandbox, ['--all', '--fault', 'false'])
    expect(await behind.stdout.until(/\n/)).toMatch(/^\S+ POST \S+ 200 .*#2/)
  })

  test('come with headers and bodies as JSON', async () => {
    const mock = await started()
    const { stdout } = tail(mock, ['--json', '--all'])
    await fetch(`${mock.baseUrl}/api/rest/v0/rbac2/download-url`, {
      method: 'POST',
      headers: { 'x-api-key-secret': 'sesame' },
    })
    const exchange = JSON.parse(await stdout.until(/\n/)) as Exchange
    expect([exchange.id, exchange.phase, exchange.status]).toEqual([1, 'call', 200])
    expect(stdout.text).not.toContain('sesame')
  })

  test('cannot move the cursor of whoever reads them', async () => {
    const path = '/\u009b2J\u202e\u001b[2J'
    const hostile = { ...exchange, path, note: path }
    const impostor = await fakeMock(`id: 1\nevent: exchange\ndata: ${JSON.stringify(hostile)}\n\n`)
    const { stdout } = tail(impostor, ['--all'])
    expect(await stdout.until(/\n/)).toMatch(/^\P{C}+\n$/u)
  })
})

const exchange = {
  ...{ id: 1, sandbox: 'default', export: null, phase: 'other', time: '2026-01-01T00:00:00.000Z', method: 'GET' },
  ...{ path: '/', status: 404, durationMs: 1, gapMs: null, fault: null, problem: null, note: null, brokenOff: false },
}

/** Sends these events once, and then listens no more. */
async function fakeMock(events: string): Promise<{ readonly baseUrl: string }> {
  const server = createHttpServer((request, response) => {
    const isStream = request.url?.includes('/stream')
    response.setHeader('connection', 'close').end(isStream ? `retry: 1\n: Welcome.\n\n${events}` : '{"exchanges":[]}')
    if (isStream) server.close()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('it ends', () => {
  test('when the sandbox does', async () => {
    const mock = await started()
    const sandbox = await mock.sandbox()
    const command = tail(sandbox, ['--all'])
    await ask(sandbox.baseUrl)
    await command.stdout.until(/#1/)
    await sandbox.delete()
    expect(await command.ended).toBe(0)
    expect(command.stderr.text).toBe('balkanid-mock: The sandbox "s1" has ended.\n')
  })

  test('when it is told to', async () => {
    const mock = await started()
    const command = tail(mock, ['--all'])
    await ask(mock.baseUrl)
    await command.stdout.until(/#1/)
    command.stop()
    expect(await command.ended).toBe(0)
    expect(command.stderr.text).toBe('')
  })
})

test('a reset is told, and what happens then is followed', async () => {
  const mock = await started()
  const command = tail(mock, ['--all'])
  await ask(mock.baseUrl)
  await command.stdout.until(/#1/)
  await mock.root.reset()
  await command.stderr.until(/begun anew/)
  await ask(mock.baseUrl)
  expect((await command.stdout.until(/#1.*\n.*#1/)).split('\n')).toHaveLength(3)
})

test('a mock that is started again is found again, and what happened meanwhile is told', async () => {
  const first = await started()
  const command = tail(first, ['--all'])
  for (let i = 0; i < 3; i++) await ask(first.baseUrl)
  await command.stdout.until(/#3/)
  await first.close()
  await command.stderr.until(/lost/)
  const second = await started({ port: first.port })
  await ask(second.baseUrl)
  await command.stderr.until(/begun anew/)
  expect((await command.stdout.until(/#3.*\n.*#1/)).match(/#\d/g)).toEqual(['#1', '#2', '#3', '#1'])
})

describe('it cannot follow', () => {
  test('a mock that does not come back', async () => {
    const { code, stdout, stderr } = await run(['tail', '--base-url', (await fakeMock('')).baseUrl])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(
      /lost; looking for the mock again\.\n.*: The mock has not come back\. The connection was refused/,
    )
  })

  test('where nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    expect(await run(['tail', '--base-url', `http://127.0.0.1:${port}`])).toEqual({
      code: 1,
      stdout: '',
      stderr: `balkanid-mock: The connection was refused by 127.0.0.1:${port}. Start the mock (balkanid-mock), or name the one that runs with --base-url.\n`,
    })
  })

  test('without the token that the mock wants, but with it', async () => {
    const mock = await started({ admin: { token: 'open-sesame' } })
    const { code, stderr } = await run(['tail', '--base-url', mock.baseUrl])
    expect(code).toBe(1)
    expect(stderr).toContain('wants a token (401). Give it with --admin-token or BALKANID_MOCK_ADMIN_TOKEN')
    await ask(mock.baseUrl)
    const { stdout } = tail(mock, ['--all'], { BALKANID_MOCK_ADMIN_TOKEN: 'open-sesame' })
    expect(await stdout.until(/\n/)).toContain('#1')
  })

  test('a sandbox that there is not', async () => {
    const { code, stderr } = await run(['tail', '--base-url', `${(await started()).baseUrl}/~nobody`])
    expect(code).toBe(1)
    expect(stderr).toMatch(/nobody/)
  })

  test('where the admin API is off', async () => {
    const mock = await started({ admin: { enabled: false } })
    const { stderr } = await run(['tail', '--base-url', mock.baseUrl])
    expect(stderr).toContain('Start the mock without --admin off')
  })
})

test.each<[string, string[], string]>([
  ['no URL', ['--base-url', 'localhost:4610'], 'Received "localhost:4610" for --base-url; expected where the service'],
  ['a password', ['--base-url', 'http://a:b@localhost'], 'Received a URL with a user name or a password'],
  [
    'an unknown phase',
    ['--phase', 'pol'],
    'Received "pol" for --phase; expected one of call, poll, download, other, the nearest being poll.',
  ],
  ['two beginnings', ['--since', '3', '--all'], 'Received both --since and --all; expected one of the two.'],
  ['a number that is none', ['--since', 'x'], 'Received "x" for --since; expected a whole number from 0.'],
  [
    'two sandboxes',
    ['--base-url', 'http://localhost/~a', '--sandbox', 'b'],
    'Received the sandbox "a" in --base-url, and "b" for --sandbox',
  ],
])('%s is a mistake', async (_, args, message) => {
  const { code, stderr } = await run(['tail', ...args])
  expect(stderr).toContain(`balkanid-mock: ${message}`)
  expect(code).toBe(2)
})
