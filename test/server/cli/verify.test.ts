import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type DatasetSlug, datasetSlugs, type Snapshot } from '../../../contracts/index.ts'
import type { CsvFileSpec } from '../../../generators/index.ts'
import { rawServer } from '../../contracts/provider/raw-server.ts'
import { bytesFor, parametersOf } from '../../support/csv-files.ts'
import { type FaultyOptions, type FaultyProvider, faultyProvider } from '../../support/faulty-provider.ts'
import { closedPort, started } from '../../support/started.ts'
import { type Outcome, run, start, type World } from '../../support/terminal.ts'

/** An empty folder, the current one of a command; it is gone with the test. */
async function emptyFolder(): Promise<{ cwd: string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  return { cwd }
}

/** Another service than the mock that keeps the contract, with these files. */
function otherService(options: FaultyOptions = {}): Promise<FaultyProvider> {
  const fileOf: FaultyOptions['fileOf'] = ({ slug }, parameters) =>
    files[slug as DatasetSlug][Object.values(parameters).includes(false) ? 'less' : 'all']
  return faultyProvider({ fileOf, ...options })
}

const files = await filesOf({ header: 'starred', lineEnd: 'crlf' })

async function filesOf(dialect: CsvFileSpec['dialect'] & object) {
  const made = datasetSlugs.map(async (slug) => {
    const file = (value: boolean) => bytesFor(slug, { rows: 20, dialect, parameters: parametersOf(slug, value) })
    return [slug, { all: await file(true), less: await file(false) }] as const
  })
  return Object.fromEntries(await Promise.all(made)) as Record<DatasetSlug, { all: Buffer; less: Buffer }>
}

const apiKey = { id: 'my-key-id', secret: 'my-key-secret' }
const withKey = ['--key-id', apiKey.id, '--key-secret', apiKey.secret]

/** Without a pause between polls. */
function verify(baseUrl: string, args: readonly string[] = [], env: Record<string, string> = {}, world: World = {}) {
  return run(['verify', '--base-url', baseUrl, '--poll-gap', '0s', ...args], env, world)
}

describe('the exit code', () => {
  test.each(datasetSlugs)('is 0 for the mock, %s', async (dataset) => {
    const { baseUrl } = await started({ rows: 20 })
    const { code, stdout, stderr } = await verify(baseUrl, ['--dataset', dataset])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^provider ${dataset}: ${baseUrl}\\n.*\\n✓ The contract is kept: .*\\n$`, 's'))
  })

  test('is 1 for a service that breaks it, and the report says what it did', async () => {
    const { baseUrl } = await otherService({ breaches: ['answers early polls with 403'] })
    const { code, stdout } = await verify(baseUrl)
    expect(code).toBe(1)
    expect(stdout).toMatch(/✗ failed {2}provider\/not-ready-is-404, \d findings?\n/)
    expect(stdout).toMatch(/received {3}403.*\n +expected {3}404/)
  })

  test('is 0 for a service that breaks conventions only, and 1 with --strict', async () => {
    const withMark = await bytesFor('rbac2', { rows: 20, dialect: { bom: true } })
    const { baseUrl } = await otherService({ fileOf: () => withMark })
    expect(await verify(baseUrl, ['--dataset', 'rbac2'])).toMatchObject({ code: 0 })
    expect(await verify(baseUrl, ['--dataset', 'rbac2', '--strict'])).toMatchObject({ code: 1 })
  })

  test.each<[string, () => Promise<string>, string[], string]>([
    [
      'that is not there',
      async () => `http://127.0.0.1:${await closedPort()}`,
      [],
      'The connection was refused by 127.0.0.1:',
    ],
    [
      'that never is ready',
      async () => `${(await started({ rows: 5 })).baseUrl}/~never-ready`,
      ['--max-polls', '2'],
      'The file was not ready after 2 polls in 0 s.',
    ],
    [
      'that is silent',
      async () => `http://127.0.0.1:${(await rawServer(() => undefined)).port}`,
      ['--request-timeout', '1ms'],
      'Nothing came from 127.0.0.1:',
    ],
    [
      'that takes too long',
      async () => `http://127.0.0.1:${(await rawServer(() => undefined)).port}`,
      ['--max-time', '1ms'],
      'The time for the whole verification was over.',
    ],
    [
      'whose file is larger than allowed',
      async () => (await started({ rows: 100 })).baseUrl,
      ['--max-bytes', '1000'],
      'Only the first 1000 bytes of it were read.',
    ],
    [
      'that wants a key',
      async () => (await started({ apiKeys: [apiKey] })).baseUrl,
      [],
      'The POST was answered 401. Give an API key that the service accepts.',
    ],
    [
      'that wants another key',
      async () => (await started({ apiKeys: [apiKey] })).baseUrl,
      ['--key-id', apiKey.id, '--key-secret', 'another-secret'],
      'The POST was answered 401. Give an API key that the service accepts.',
    ],
  ])('is 3 for a service %s', async (_, baseUrl, args, reason) => {
    const { code, stdout } = await verify(await baseUrl(), args)
    expect(code).toBe(3)
    expect(stdout).toContain('? could not check  ')
    expect(stdout.split(/\s+/).join(' ')).toContain(reason)
    expect(stdout).not.toContain('secret')
  })

  test.each<[string, string[], string]>([
    [
      'nothing',
      [],
      'Received neither --base-url nor --compare; expected one of the two, as in: balkanid-mock verify --base-url https://app.balkan.id.',
    ],
    [
      'both',
      ['--base-url', 'http://127.0.0.1', '--compare', 'a.json'],
      'Received both --base-url and --compare; expected one of the two',
    ],
    ['an argument', ['http://127.0.0.1'], 'Received "http://127.0.0.1" after verify; expected flags only.'],
    ['what is no URL', ['--base-url', 'topsecret'], '--base-url: Received what is no absolute URL; expected'],
    [
      'a password in the URL',
      ['--base-url', 'http://me:topsecret@127.0.0.1'],
      '--base-url: Received a URL with a user name or a password; expected',
    ],
    [
      'a query in the URL',
      ['--base-url', 'http://127.0.0.1/?key=topsecret'],
      '--base-url: Received a URL with a query or a fragment; expected',
    ],
    [
      'an unknown dataset',
      ['--base-url', 'http://127.0.0.1', '--dataset', 'rbac'],
      'Received the dataset "rbac"; expected requests or rbac2, the nearest being rbac2.',
    ],
    [
      'half a key',
      ['--base-url', 'http://127.0.0.1', '--key-secret', 'topsecret'],
      'Received --key-secret without --key-id; expected both, or neither.',
    ],
    [
      'the other half',
      ['--base-url', 'http://127.0.0.1', '--key-id', 'topsecret'],
      'Received --key-id without --key-secret; expected both, or neither.',
    ],
    [
      'a key that no header field can hold',
      ['--base-url', 'http://127.0.0.1', '--key-id', 'a', '--key-secret', 'topsecret\n'],
      '--key-secret: Received a text that no header field can hold as it is; expected',
    ],
    [
      'no polls',
      ['--base-url', 'http://127.0.0.1', '--max-polls', '0'],
      'Received "0" for --max-polls; expected a whole number from 1.',
    ],
    [
      'too many polls',
      ['--base-url', 'http://127.0.0.1', '--max-polls', '9999999999'],
      '--max-polls: Received 9999999999; expected a whole number from 1 to 2147483647.',
    ],
    [
      'a duration without a unit',
      ['--base-url', 'http://127.0.0.1', '--poll-gap', '5'],
      'Received "5" for --poll-gap; expected a duration from 0s to 596h, such as 500ms, 30s or 1m30s.',
    ],
    [
      'longer than a timer can wait',
      ['--base-url', 'http://127.0.0.1', '--max-time', '597h'],
      'Received "597h" for --max-time; expected a duration from 1ms to 596h, such as',
    ],
    [
      'a record on stdout',
      ['--base-url', 'http://127.0.0.1', '--record', '-'],
      'Received "-" for --record; expected a file: the report goes to stdout.',
    ],
    [
      'one file for record and report',
      ['--base-url', 'http://127.0.0.1', '--record', 'package.json', '--out', './package.json'],
      'Received "package.json" for --record, which is that of --out too; expected two files.',
    ],
    [
      'a format without comparison',
      ['--compare', 'a.json', '--format', 'junit'],
      'Received the format "junit" with --compare; expected one of console, json, markdown.',
    ],
    [
      'a flag of verifying with --compare',
      ['--compare', 'a.json', '--key-secret', 'topsecret'],
      'Received --key-secret with --compare; expected none but --compare, --format, --out: nothing is verified then.',
    ],
  ])('is 2 for %s, with one sentence that shows no secret', async (_, args, sentence) => {
    const { code, stdout, stderr } = await run(['verify', ...args], {}, { cwd: process.cwd() })
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 })
    expect(stderr).toContain(`balkanid-mock: ${sentence}`)
    expect(stderr).not.toContain('topsecret')
  })
})

test('every dataset is verified by default', async () => {
  const { baseUrl } = await started({ rows: 20 })
  const { stdout } = await verify(baseUrl, ['--format', 'json'])
  const { reports } = JSON.parse(stdout) as { reports: { dataset: string }[] }
  expect(reports.map(({ dataset }) => dataset)).toEqual(datasetSlugs)
})

describe('the API key', () => {
  async function requestsFor(args: readonly string[], env: Record<string, string>) {
    const provider = await otherService({ apiKey })
    const outcome = await verify(provider.baseUrl, args, env)
    return { provider, outcome }
  }

  test.each<[string, readonly string[], Record<string, string>]>([
    ['flags', withKey, {}],
    ['variables', [], { BALKANID_MOCK_KEY_ID: apiKey.id, BALKANID_MOCK_KEY_SECRET: apiKey.secret }],
  ])('from %s is sent with the POST alone, and shown to nobody', async (_, args, env) => {
    const { provider, outcome } = await requestsFor(args, env)
    expect(outcome).toMatchObject({ code: 0 })
    const bearers = provider.requests.filter(({ headers }) => headers['x-api-key-secret'] === apiKey.secret)
    expect(new Set(bearers.map(({ at, method }) => `${method} to ${at}`))).toEqual(new Set(['POST to api']))
    expect(outcome.stdout + outcome.stderr).not.toMatch(/my-key-(id|secret)/)
  })

  test('that is half from a variable names the variable’s flag', async () => {
    expect(await verify('http://127.0.0.1', [], { BALKANID_MOCK_KEY_ID: apiKey.id })).toMatchObject({
      code: 2,
      stderr: 'balkanid-mock: Received --key-id without --key-secret; expected both, or neither.\n',
    })
  })
})

test('what a variable says wrongly is traced back to it', async () => {
  const { code, stderr } = await run(['verify'], { BALKANID_MOCK_BASE_URL: 'app.balkan.id' })
  expect(code).toBe(2)
  expect(stderr).toContain('balkanid-mock: BALKANID_MOCK_BASE_URL: Received what is no absolute URL; expected')
})

describe('on a terminal', () => {
  test('it tells each step, without secrets, and stdout has nothing but the report', async () => {
    const provider = await otherService()
    const { stdout, stderr } = await verify(provider.baseUrl, ['--dataset', 'rbac2'], {}, { isTerminal: true })
    expect(stderr).toMatch(
      /^rbac2: first export, POST answered 200\.\nrbac2: first export, poll 1 answered 404\.\nrbac2: first export, poll 2 answered 200\.\n/,
    )
    expect(stdout).not.toContain('first export')
    expect(provider.signatures.filter((signature) => (stdout + stderr).includes(signature))).toEqual([])
  })

  test('interrupted, it tells no more, judges nothing, records nothing, and ends with exit code 130', async () => {
    const { baseUrl } = await started({ rows: 5, notReadyPolls: 1000 })
    const folder = await emptyFolder()
    const args = ['verify', '--base-url', baseUrl, '--poll-gap', '1h', '--record', 'a.json']
    const command = start(args, {}, { ...folder, isTerminal: true })
    const told = await command.stderr.until(/poll 1 answered 404\.\n/)
    command.stop()
    expect(await command.ended).toBe(130)
    expect(command.stderr.text).toBe(told)
    expect(command.stdout.text).toBe('')
    expect(await readdir(folder.cwd)).toEqual([])
  })
})

describe('a record', () => {
  async function recorded(baseUrl: string, args: readonly string[] = []): Promise<Outcome & { cwd: string }> {
    const folder = await emptyFolder()
    return { ...(await verify(baseUrl, ['--record', 'a.json', ...args], {}, folder)), ...folder }
  }

  test('is written besides the report, and safe to share', async () => {
    const provider = await otherService({ apiKey })
    const { code, stdout, cwd } = await recorded(provider.baseUrl, withKey)
    expect(code).toBe(0)
    expect(stdout).toContain('✓ The contract is kept')
    const text = await readFile(join(cwd, 'a.json'), 'utf8')
    expect((JSON.parse(text) as Snapshot).datasets.map(({ dataset }) => dataset)).toEqual(datasetSlugs)
    const secrets = [apiKey.id, apiKey.secret, provider.storage, new URL(provider.baseUrl).host, ...provider.signatures]
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })

  test('of the mock as it is by default shows no difference from it', async () => {
    const { cwd } = await recorded((await started()).baseUrl)
    const { code, stdout, stderr } = await run(['verify', '--compare', 'a.json'], {}, { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/\n\d\d the same, 0 different, \d+ not known; the record is of \d{4}-\d\d-\d\d\.\n$/)
  })

  test('of another service shows in what it differs from the mock, in one of its datasets', async () => {
    const { cwd } = await recorded((await otherService()).baseUrl, ['--dataset', 'rbac2'])
    const { code, stdout } = await run(['verify', '--compare', 'a.json'], {}, { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /≠ Line end\? \(rbac2\)\n {4}documentation {2}nothing \(inferred: LF\)\n {4}record {9}CRLF\n {4}mock {11}LF\n/,
    )
    expect(stdout).not.toContain('requests')
  })

  test('can be compared into a file, as JSON', async () => {
    const { cwd } = await recorded((await started()).baseUrl)
    const args = ['verify', '--compare', 'a.json', '--format', 'json', '--out', 'b.json']
    expect(await run(args, {}, { cwd })).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(JSON.parse(await readFile(join(cwd, 'b.json'), 'utf8'))).toMatchObject({ counts: { differs: 0 } })
  })

  test('is never overwritten by what it is compared with', async () => {
    expect(await run(['verify', '--compare', 'a.json', '--out', 'a.json'])).toMatchObject({
      code: 2,
      stderr:
        'balkanid-mock: Received "a.json" for --out, which is that of --compare too; expected two files. Choose another place.\n',
    })
  })

  test.each<[string, string, string]>([
    ['is not there', 'b.json', 'It cannot be read (ENOENT).'],
    [
      'is none',
      'package.json',
      'Received the format none; expected "balkanid-mock/snapshot/1". Record it again with this',
    ],
    ['is no JSON', 'README.md', 'Received what is no JSON; expected a snapshot. Record it again.'],
  ])('that %s cannot be compared: exit code 3', async (_, name, reason) => {
    const { code, stdout, stderr } = await run(['verify', '--compare', name], {}, { cwd: process.cwd() })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain(
      `balkanid-mock: Received the file "${name}" for --compare; expected a record of --record. ${reason}`,
    )
  })

  test.each(['--record', '--out'])('that cannot be written (%s) is refused before anything is sent', async (flag) => {
    const provider = await otherService()
    expect(await verify(provider.baseUrl, [flag, 'none/a.json'], {}, await emptyFolder())).toEqual({
      code: 3,
      stdout: '',
      stderr: `balkanid-mock: Writing to the file "none/a.json" failed (ENOENT). Choose another place with ${flag}.\n`,
    })
    expect(provider.requests).toEqual([])
  })
})

test('holds no column to its format that is read otherwise', async () => {
  const balkanid = await started({ rows: 30, readings: { 'rbac2.value': 'bare-words' } })
  const flags = ['verify', '--base-url', balkanid.baseUrl, '--dataset', 'rbac2', '--poll-gap', '0s']
  expect((await run(flags)).code).toBe(1)
  expect((await run([...flags, '--reading', 'rbac2.value=bare-words'])).code).toBe(0)
})
