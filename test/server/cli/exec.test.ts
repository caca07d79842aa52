import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ReportDocument } from '../../../contracts/index.ts'
import { run, start } from '../../support/terminal.ts'

const cwd = process.cwd()
const node = process.execPath

/** A program of one line, run by Node. */
const program = (source: string) => ['--', node, '--input-type=module', '-e', source]

const post = `fetch(process.env.BALKANID_BASE_URL + '/api/rest/v0/rbac2/download-url', { method: 'POST' })`
/** Asks for an export, and no more: nothing to blame it for. */
const asks = `await ${post}`
/** Sends what breaks a rule. */
const asksWithGet = `await fetch(process.env.BALKANID_BASE_URL + '/api/rest/v0/rbac2/download-url')`

function exec(...args: readonly string[]) {
  return run(['exec', ...args], { PATH: process.env.PATH ?? '' }, { cwd })
}

async function temporaryFile(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, name)
}

describe('the command', () => {
  test('is run with the base URL of a mock that serves, and keeps its own output', async () => {
    const { stdout, stderr, code } = await exec(
      ...program(`const { status } = await ${post}; process.stdout.write('answered ' + status); console.error('done')`),
    )
    expect(stdout).toBe('answered 200')
    expect(stderr).toMatch(/^done\nclient: default\n/)
    expect(code).toBe(0)
  })

  test('is handed its arguments as they are', async () => {
    const { stdout } = await exec('--', node, '-p', 'process.argv.slice(1).join()', 'a b', '--help', '$HOME')
    expect(stdout).toBe('a b,--help,$HOME\n')
  })

  test('that there is none is a mistake', async () => {
    expect(await exec('--seed', '3')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'balkanid-mock: Received no command; expected one behind --, as in: balkanid-mock exec -- npm test.\n',
    })
  })

  test('that cannot be started leaves nothing to judge', async () => {
    const { code, stderr } = await exec('--', 'no-such-program-anywhere')
    expect(stderr).toContain(
      'Received the command "no-such-program-anywhere", which cannot be started (ENOENT); expected a program that is in PATH',
    )
    expect(code).toBe(3)
  })

  test('is served as the flags say', async () => {
    const { stdout } = await exec(
      '--scenario',
      'unauthorized',
      ...program(`process.stdout.write(String((await ${post}).status))`),
    )
    expect(stdout).toBe('401')
  })
})

describe('the exit code is the worse of the two:', () => {
  test.each([
    ['both are well', asks, 0],
    ['the command fails by itself', `${asks}; process.exitCode = 7`, 7],
    ['the contract is broken', asksWithGet, 1],
    ['the contract is broken, and the command fails', `${asksWithGet}; process.exitCode = 5`, 5],
    ['nothing was asked', '', 4],
    [
      'a signal ends the command',
      `process.kill(process.pid, 'SIGKILL'); await new Promise(() => setInterval(() => {}, 1000))`,
      137,
    ],
  ])('%s', async (_, source, code) => {
    expect((await exec(...program(source))).code).toBe(code)
  })

  test('warnings count with --strict alone', async () => {
    const source = `await fetch(process.env.BALKANID_BASE_URL + '/api/rest/v0/requests/download-url', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"includeCompleted":true,"pretty":true}',
    })`
    expect((await exec(...program(source))).code).toBe(0)
    expect((await exec('--strict', ...program(source))).code).toBe(1)
  })
})

test('a command that does not end is ended when its time is up, and blamed for it', async () => {
  const { code, stderr } = await exec(
    '--timeout',
    '1ms',
    ...program(`await new Promise(() => setInterval(() => {}, 1000))`),
  )
  expect(stderr).toContain('client/ends-as-it-should')
  expect(stderr).toContain('a run that had not ended when its time was up')
  expect(code).toBe(1)
})

test('what a command has started ends with it', { skip: process.platform === 'win32' }, async () => {
  const line = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void line.close())
  await once(line, 'listening')
  const { port } = line.address() as AddressInfo
  const grandchild = `require('net').connect(${port}, '127.0.0.1')`
  const source = `
    import { spawn } from 'node:child_process'
    spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })
    setInterval(() => {}, 1000)`
  const running = start(['exec', ...program(source)], { PATH: process.env.PATH ?? '' }, { cwd })
  const [connection] = (await once(line, 'connection')) as [Socket]
  const gone = once(
    connection.on('error', () => undefined),
    'close',
  )
  running.stop()
  expect(await running.ended).toBe(130)
  await gone
})

test('Ctrl-C ends the command too', async () => {
  const running = start(
    ['exec', ...program(`console.log('running'); await new Promise(() => setInterval(() => {}, 1000))`)],
    { PATH: process.env.PATH ?? '' },
    { cwd },
  )
  await running.stdout.until(/running/)
  running.stop()
  expect(await running.ended).toBe(130)
})

test('what was seen until Ctrl-C is told', async () => {
  const running = start(
    ['exec', ...program(`${asks}; console.log('asked'); await new Promise(() => setInterval(() => {}, 1000))`)],
    { PATH: process.env.PATH ?? '' },
    { cwd },
  )
  await running.stdout.until(/asked/)
  running.stop()
  await running.ended
  expect(running.stderr.text).toContain('calls 1')
})

test('a command that fails by itself says why the exit code is not that of the report', async () => {
  const { stderr } = await exec(...program(`${asks}; process.exitCode = 7`))
  expect(stderr).toMatch(/The contract is kept: .*\nbalkanid-mock: The command ended with 7, and so does this\.\n$/)
})

describe('--scenarios', () => {
  test('runs the command in each, and tells of each what came of it', async () => {
    const file = await temporaryFile('report.json')
    const fetchesOnce = `
      const response = await ${post}
      if (response.status !== 200) process.exit(1)
      const { pollingUrl, url } = await response.json()
      await fetch(pollingUrl, { method: 'HEAD' })
      await (await fetch(url)).arrayBuffer()`
    const { code, stderr } = await exec(
      ...['--scenarios', 'instant,unauthorized,server-error-once', '--format', 'json', '--out', file],
      ...program(fetchesOnce),
    )
    const { outcome, reports } = JSON.parse(await readFile(file, 'utf8')) as ReportDocument
    expect(reports.map((report) => [report.scenario, report.facts['exit-code'], report.outcome])).toEqual([
      ['instant', 0, 'kept'],
      ['unauthorized', 1, 'kept'], // nobody could have succeeded there
      ['server-error-once', 1, 'broken'], // where a good client asks again
    ])
    expect(stderr).toContain('balkanid-mock: scenario 2 of 3: unauthorized\n')
    expect([outcome, code]).toEqual(['broken', 1])
  })

  test('takes patterns, each scenario once', async () => {
    const { stderr } = await exec('--scenarios', 'broken/ulid*,broken/ulid,instant', ...program(asks))
    expect([...stderr.matchAll(/scenario \d of 3: (\S+)/g)].map(([, name]) => name)).toEqual([
      'broken/ulid',
      'broken/ulid-time',
      'instant',
    ])
  })

  test.each([
    [['--scenarios', 'flaky-pols'], /Received "flaky-pols" for --scenarios; .* the nearest being flaky-polls\./],
    [['--scenarios', 'broke/*'], /Received "broke\/\*" for --scenarios/],
    [
      ['--scenarios', 'all', '--scenario', 'slow'],
      /Received both --scenario and --scenarios; expected one of the two\./,
    ],
  ])('%j is a mistake', async (flags, message) => {
    const { code, stderr } = await exec(...flags, ...program(asks))
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  })
})

describe('what the judge goes by can be chosen', () => {
  const pollsTwice = `
    const { pollingUrl } = await (await ${post}).json()
    for (let i = 0; i < 2; i++) await fetch(pollingUrl, { method: 'HEAD' })`

  test('by a flag for each number that is not documented', async () => {
    expect((await exec('--min-gap', '0s', ...program(pollsTwice))).code).toBe(0)
    const { code, stderr } = await exec('--min-gap', '10s', ...program(pollsTwice))
    expect(stderr).toContain('client/waits-between-polls')
    expect(code).toBe(1)
  })

  test.each([
    [['--min-gap', 'soon'], /Received "soon" for --min-gap; expected a duration/],
    [['--most-polls', 'many'], /Received "many" for --most-polls; expected a whole number/],
    [['--timeout', '0s'], /Received "0s" for --timeout; expected a duration/],
  ])('%j is a mistake', async (flags, message) => {
    const { code, stderr } = await exec(...flags, ...program(asks))
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  })
})
