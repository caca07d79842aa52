import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type MockServer, type StartOptions, startMockServer } from '../../../server/index.ts'
import { run, start } from '../../support/terminal.ts'

/** As fast as it goes: what takes seconds takes a few hundredths of one. */
const fast = ['--speed', '100']

function demo(...args: readonly string[]) {
  return run(['demo', '--rows', '20', ...fast, ...args])
}

async function started(options: StartOptions = {}): Promise<MockServer> {
  const mock = await startMockServer({ rows: 20, clock: { scale: 100 }, ...options })
  onTestFinished(() => mock.close())
  return mock
}

/** With the same times and ports in each run. */
function timeless(text: string): string {
  return text
    .replaceAll(/^ *[\d.]+ s {2}/gm, 'TIME  ')
    .replaceAll(/, [\d.]+ s after the last/g, ', TIME after the last')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/, [\d.]+ .?B\/s/g, '')
}

describe('where lines stay', () => {
  test('it tells each step of a good client, the first rows, and what the judge says', async () => {
    const { code, stdout, stderr } = await demo('rbac2')
    expect(timeless(stdout)).toMatch(
      new RegExp(
        [
          '^A good client downloads rbac2 from http://127.0.0.1:PORT, 100 times as fast',
          '',
          'TIME  ▸ POST: 200, two URLs',
          'TIME  ○ poll 1: 404, not ready',
          'TIME  · waits 1.0 s: not ready',
          'TIME  ○ poll 2: 404, not ready, TIME after the last',
          'TIME  · waits 1.5 s: not ready',
          'TIME  ● poll 3: 200, ready, TIME after the last',
          'TIME  ↓ (?<size>\\S+ kB) of \\k<size>',
          'TIME  ✓ has the file, \\k<size>',
          '',
          '20 rows, of which the first:',
          'ID +Name +Value .*',
        ].join('\n'),
      ),
    )
    expect(stdout).toContain('✓ The contract is kept')
    expect(stdout).toContain('  balkanid-mock exec -- npm test\n')
    expect(stdout).not.toMatch(/[^\P{C}\n]/u)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('it takes the first dataset where none is named', async () => {
    expect((await demo()).stdout).toMatch(/^A good client downloads requests from /)
  })
})

test('a file without rows is told as one', async () => {
  const { stdout } = await run(['demo', ...fast, '--rows', '0'])
  expect(stdout).toMatch(/0 rows:\nRequest ID .*\nno rows\n/)
})

describe('it ends with 0 where the client ends as a good one does:', () => {
  test.each([
    ['flaky-polls', /waits 2\.0 s: answered 503/],
    ['throttled', /answered 429/],
    ['expired-url', /asks for another export/],
    ['reset-mid-download', /the download broke off/],
    ['never-ready', /✗ fails: The file was not ready/],
    ['server-error', /✗ fails: /],
    ['unauthorized', /✗ fails: The API key was refused/],
    ['collapsed-quotes', /✗ fails: The file breaks csv\/collapsed-quotes/],
  ])('%s', async (scenario, said) => {
    const { code, stdout } = await demo('--scenario', scenario, '--max-wait', '30s')
    expect(stdout).toMatch(said)
    expect(stdout).toContain('a good client: ')
    expect(stdout).toContain('✓ The contract is kept')
    expect(code).toBe(0)
  })
})

test('it ends with 1 where the client has not done what the scenario lets it do', async () => {
  const { code, stdout } = await demo('--scenario', 'slow', '--max-wait', '5s')
  expect(stdout).toContain('✗ fails: The file was not ready after 5 s')
  expect(stdout).toContain('client/ends-as-it-should')
  expect(code).toBe(1)
})

test('the mock is as the config file says, and the client has a key that it accepts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const config = { rows: 7, apiKeys: [{ id: 'an-id', secret: 'sesame' }], publicUrl: 'https://example.test', port: 1 }
  await writeFile(join(folder, 'balkanid-mock.config.json'), JSON.stringify(config))
  const { code, stdout } = await run(['demo', ...fast], {}, { cwd: folder })
  expect(stdout).toContain('\n7 rows')
  expect(stdout).not.toContain('sesame')
  expect(code).toBe(0)
})

describe('in a terminal', () => {
  test('the timeline is drawn, and the terminal left as it was', async () => {
    const command = start(['demo', 'rbac2', '--rows', '20', ...fast], {}, { isTerminal: true })
    expect(await command.ended).toBe(0)
    const { text } = command.stdout
    expect(text).toContain('\n  ▸○─ 1.0 s ─○─ 1.5 s ─●↓✓\n')
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'))
    expect(text).toContain('The contract is kept')
  })

  test.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }, { CI: 'true' }])('there are plain lines with %o', async (env) => {
    const { stdout } = await run(['demo', 'rbac2', '--rows', '20', ...fast], env, { isTerminal: true })
    expect(stdout).not.toMatch(/[^\P{C}\n]/u)
    expect(stdout).toContain('● poll 3: 200, ready')
  })

  test('who interrupts it gets the cursor back', async () => {
    const command = start(['demo', '--scenario', 'never-ready'], {}, { isTerminal: true })
    await command.stdout.until(/poll 1/)
    command.stop()
    expect(await command.ended).toBe(130)
    expect(command.stdout.text.endsWith('\u001b[?25h')).toBe(true)
    expect(command.stderr.text).toBe('')
  })
})

test('for programs, it tells a line of JSON an event, without signatures', async () => {
  const { code, stdout } = await demo('rbac2', '--json')
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.map(({ event, status }) => (event === 'polled' ? status : event))).toEqual([
    'begun',
    'called',
    404,
    'waiting',
    404,
    'waiting',
    200,
    'downloading',
    'downloaded',
    'rows',
    'judged',
  ])
  expect(events.at(-1)).toMatchObject({ outcome: 'kept', exitCode: 0 })
  expect(stdout).toContain('X-Amz-Signature=***')
  expect(stdout).not.toMatch(/X-Amz-Signature=[^*]/)
  expect(code).toBe(0)
})

describe('at a base URL', () => {
  test('of a mock, its judge has the last word', async () => {
    const mock = await started()
    const { code, stdout } = await run(['demo', 'rbac2', '--base-url', `${mock.baseUrl}/~flaky-polls`])
    expect(stdout).toMatch(/^A good client downloads rbac2 from \S+\/~flaky-polls, scenario flaky-polls, 100 times/)
    expect(stdout).toContain('client flaky-polls: flaky-polls')
    expect(code).toBe(0)
    expect(mock.find('flaky-polls')?.exchanges({ phase: 'call' })).toHaveLength(1)
  })

  test('that others have used, what they did is judged too', async () => {
    const mock = await started()
    await fetch(`${mock.baseUrl}/api/rest/v0/rbac2/download-url`)
    await mock.root.settled()
    const { code, stdout } = await run(['demo', 'rbac2', '--base-url', mock.baseUrl])
    expect(stdout).toContain('The sandbox has had one exchange before, which is judged too.')
    expect(stdout).toContain('✗ failed  client/asks-with-post')
    expect(code).toBe(1)
  })

  test('without a judge, it ends as the client does', async () => {
    const mock = await started({ admin: { enabled: false }, notReadyPolls: 0, clock: 'real' })
    const { code, stdout } = await run(['demo', 'rbac2', '--base-url', mock.baseUrl])
    expect(stdout).toContain('There is no judge at this base URL')
    expect(code).toBe(0)
    const refusing = await started({ admin: { enabled: false }, scenario: 'unauthorized' })
    expect((await run(['demo', '--base-url', refusing.baseUrl])).code).toBe(1)
  })

  test('the API key goes to the POST', async () => {
    const mock = await started({ apiKeys: [{ id: 'an-id', secret: 'sesame' }], admin: { token: 'let-me-in' } })
    const env = { BALKANID_MOCK_KEY_SECRET: 'sesame', BALKANID_MOCK_ADMIN_TOKEN: 'let-me-in' }
    const { code, stdout } = await run(['demo', '--base-url', mock.baseUrl, '--key-id', 'an-id'], env)
    expect(stdout).not.toMatch(/sesame|let-me-in/)
    expect(code).toBe(0)
  })

  test('that wants a token, it is said how to give one', async () => {
    const mock = await started({ admin: { token: 'let-me-in' } })
    const { code, stderr } = await run(['demo', '--base-url', mock.baseUrl])
    expect(stderr).toContain('wants a token (401). Give it with --admin-token or BALKANID_MOCK_ADMIN_TOKEN')
    expect(code).toBe(3)
  })

  test('where nothing listens, it cannot be played', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    const { code, stdout, stderr } = await run(['demo', '--base-url', `http://127.0.0.1:${port}`])
    expect(stderr).toContain(`The connection was refused by 127.0.0.1:${port}.`)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  })
})

test.each<[string, string[], string]>([
  [
    'an unknown dataset',
    ['request'],
    'Received the dataset "request"; expected requests or rbac2, the nearest being requests.',
  ],
  ['an unknown scenario', ['--scenario', 'flaky-pols'], 'flaky-polls'],
  [
    'a base URL that is none',
    ['--base-url', 'localhost'],
    'Received "localhost" for --base-url; expected where the service lives',
  ],
  [
    'a scenario for what runs',
    ['--base-url', 'http://127.0.0.1:1', '--scenario', 'slow'],
    'Received --scenario with --base-url; expected one of the two',
  ],
  ['too fast', ['--speed', '1000'], 'Received "1000" for --speed; expected a number from 0.1 to 100, such as 10.'],
  ['half a key', ['--key-id', 'x'], 'Received --key-id without --key-secret; expected both, or neither.'],
  ['no duration', ['--max-wait', '5'], 'Received "5" for --max-wait; expected a duration'],
])('%s is a mistake', async (_, args, message) => {
  const { code, stdout, stderr } = await run(['demo', ...args])
  expect(stderr).toContain(message)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
