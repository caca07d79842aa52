import { EventEmitter, once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type DatasetSlug, datasetSlugs, type reportFormatNames } from '../../../contracts/index.ts'
import { main } from '../../../server/cli/main.ts'
import type { SandboxOptions } from '../../../server/index.ts'
import { rawServer } from '../../contracts/provider/raw-server.ts'
import { bytesFor } from '../../support/csv-files.ts'
import type { DownloadUrls } from '../../support/emulator.ts'
import { closedPort, requestDownload, started } from '../../support/started.ts'
import { emptyIo, type Outcome, run, Screen, start } from '../../support/terminal.ts'

/** A folder with these files, the current one of a command; it is gone with the test. */
async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<{ cwd: string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content)
  return { cwd }
}

function piped(bytes: Uint8Array): { stdin: Readable } {
  return { stdin: Readable.from([bytes]) }
}

const kept = await bytesFor('requests', { rows: 50 })
/** Every e-mail address has lost its sign. */
const broken = Buffer.from(kept.toString().replaceAll('@', ' at '))
const ofAnotherDataset = await bytesFor('rbac2', { rows: 5 })
const withByteOrderMark = Buffer.concat([Buffer.from('\uFEFF'), kept])

/** The file, and its rows again and again. @param told how many bytes that makes */
function* endless(told: (bytes: number) => unknown = () => undefined): Generator<Uint8Array> {
  const rows = kept.subarray(kept.indexOf('\n') + 1)
  yield kept
  for (let bytes = kept.length; ; bytes += rows.length) {
    told(bytes)
    yield Buffer.from(rows)
  }
}

describe('the exit code', () => {
  test.each(datasetSlugs)('is 0 for what generate writes of %s', async (slug) => {
    const { stdout } = await run(['generate', slug, '--rows', '300'])
    const outcome = await run(['validate', slug, '-'], {}, piped(Buffer.from(stdout)))
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    expect(outcome.stdout).toMatch(/^csv \w+: stdin\n.*rows 300.*✓ The contract is kept: .*\.\n$/s)
  })

  test('is 1 for a file that breaks the contract, and the report says where, why and how to mend it', async () => {
    const { code, stdout } = await run(['validate', 'requests', 'a.csv'], {}, await folderWith({ 'a.csv': broken }))
    expect(code).toBe(1)
    expect(stdout).toMatch(/✗ failed {2}csv\/email, \d+ findings/)
    expect(stdout).toMatch(/row 1, line 2, column 2 \(Requester\), byte \d+/)
    expect(stdout).toMatch(/ received .* expected .* to mend /s)
  })

  test('is 0 for a file that breaks conventions only, and 1 with --strict', async () => {
    const folder = await folderWith({ 'a.csv': withByteOrderMark })
    const lax = await run(['validate', 'requests', 'a.csv'], {}, folder)
    expect(lax).toMatchObject({ code: 0, stdout: expect.stringContaining('! warning  csv/byte-order-mark, 1 finding') })
    const strict = await run(['validate', 'requests', 'a.csv', '--strict'], {}, folder)
    expect(strict).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('✗ failed  csv/byte-order-mark, 1 finding'),
    })
  })

  test.each<[string, Uint8Array, string]>([
    ['nothing', Buffer.alloc(0), 'csv/missing-header'],
    ['a compressed file', gzipSync(kept), 'csv/gzip'],
    ['a file that was cut', kept.subarray(0, -40), 'csv/truncated'],
    ['the file of another dataset', ofAnotherDataset, 'csv/missing-column'],
  ])('is 1 for %s', async (_, bytes, rule) => {
    const { code, stdout } = await run(['validate', 'requests'], {}, piped(bytes))
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining(`✗ failed  ${rule}, `) })
  })

  test.each<[string, string[], string]>([
    ['no dataset', [], 'Received no dataset; expected requests or rbac2, as in: balkanid-mock validate requests.'],
    [
      'an unknown dataset',
      ['request'],
      'Received the dataset "request"; expected requests or rbac2, the nearest being',
    ],
    ['two files', ['requests', 'a', 'b'], 'Received "b" after the file; expected nothing more.'],
    ['an empty name', ['requests', ''], 'Received an empty name; expected a file, a URL, or - for what is piped in.'],
    [
      'an unknown format',
      ['requests', 'a', '--format', 'xml'],
      'Received "xml" for --format; expected one of console, json, junit, sarif, markdown.',
    ],
    [
      'no findings',
      ['requests', 'a', '--max-findings', '0'],
      'Received "0" for --max-findings; expected a whole number from 1.',
    ],
    [
      'an unknown reading',
      ['requests', 'a', '--reading', 'requests.username=x'],
      'Received "x" for --reading; expected one of "full-name", "handle".',
    ],
    [
      'a URL of another scheme',
      ['requests', 'ftp://host/a.csv'],
      'Received a URL that begins with "ftp://"; expected a file, http:// or https://.',
    ],
    [
      'what is no URL',
      ['requests', 'https://host:port/a.csv?sig=topsecret'],
      'Received what is no URL; expected one such as https://host/path/file.csv. Give it as it was answered, in quotation marks.',
    ],
    [
      'a URL with a password',
      ['requests', 'http://me:topsecret@127.0.0.1/a.csv'],
      'Received a URL with a user name or a password; expected one such as https://host/path/file.csv. Leave them out',
    ],
  ])('is 2 for %s, with one sentence that shows no secret', async (_, args, sentence) => {
    const { code, stdout, stderr } = await run(['validate', ...args])
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 })
    expect(stderr).toContain(`balkanid-mock: ${sentence}`)
    expect(stderr).not.toContain('topsecret')
  })

  test.each<[string, string, string]>([
    ['a file that is not there', 'b.csv', 'there is none of that name'],
    ['a folder', '.', 'it is a folder'],
  ])('is 3 for %s', async (_, name, reason) => {
    const outcome = await run(['validate', 'requests', name], {}, await folderWith({ 'a.csv': kept }))
    expect(outcome).toEqual({
      code: 3,
      stdout: '',
      stderr: `balkanid-mock: Received the file "${name}"; expected one that can be read (${reason}).\n`,
    })
  })
})

describe('what is piped in', () => {
  test('is what is read where no file is named', async () => {
    expect(await run(['validate', 'requests'], {}, piped(kept))).toEqual(
      await run(['validate', 'requests', '-'], {}, piped(kept)),
    )
  })

  test('is not waited for at a terminal', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    expect(await run(['validate', 'requests'], {}, { stdin })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'balkanid-mock: Received no file, and nothing is piped in; expected a file, a URL, or - for what is piped in.\n',
    })
  })

  test('may break off: nothing is judged then, and the exit code is 3', async () => {
    const stdin = Readable.from(
      (function* () {
        yield kept
        throw Object.assign(new Error('read EIO'), { code: 'EIO' })
      })(),
    )
    expect(await run(['validate', 'requests'], {}, { stdin })).toEqual({
      code: 3,
      stdout: '',
      stderr: 'balkanid-mock: Received what is piped in; expected what can be read (EIO). Give a file instead.\n',
    })
  })

  test('is read in constant memory, and progress is left to who pipes it in', async () => {
    const before = process.memoryUsage().arrayBuffers
    const piping = new EventEmitter()
    const muchWasRead = once(piping, '256 MB')
    const stdin = Readable.from(endless((bytes) => bytes > 256e6 && piping.emit('256 MB')))
    const command = start(['validate', 'requests'], {}, { stdin, isTerminal: true })
    await muchWasRead
    const grown = process.memoryUsage().arrayBuffers - before
    command.stop()
    expect(await command.ended).toBe(130)
    expect(grown).toBeLessThan(128e6) // some of it waits to be collected
    expect([command.stdout.text, command.stderr.text]).toEqual(['', ''])
  })
})

describe('interrupted, it says nothing, and ends with exit code 130', () => {
  /** Some bytes, and then nothing. @returns what resolves once they are read, and more is waited for */
  function stalling(bytes: Uint8Array): { stdin: Readable; waited: Promise<unknown> } {
    const chunks = [bytes]
    const stdin = new Readable({
      highWaterMark: 1, // so that more is asked for only once the bytes are taken
      read() {
        const chunk = chunks.pop()
        if (chunk === undefined) setImmediate(() => this.emit('waited'))
        else this.push(chunk)
      },
    })
    return { stdin, waited: once(stdin, 'waited') }
  }

  test.each<[string, (stdin: Readable, stop: () => void) => void]>([
    ['while nothing comes', (_, stop) => stop()],
    [
      'as the producer is, which ends what is piped in',
      (stdin, stop) => {
        stdin.push(null)
        stdin.once('end', stop)
      },
    ],
  ])('%s', async (_, interrupt) => {
    const { stdin, waited } = stalling(broken)
    const command = start(['validate', 'requests'], {}, { stdin })
    await waited
    interrupt(stdin, command.stop)
    expect(await command.ended).toBe(130)
    expect([command.stdout.text, command.stderr.text]).toEqual(['', ''])
  })

  test('while a download stalls', async () => {
    const { baseUrl, asked } = await stallingServer()
    const command = start(['validate', 'requests', `${baseUrl}/a.csv`])
    await asked
    command.stop()
    expect(await command.ended).toBe(130)
    expect([command.stdout.text, command.stderr.text]).toEqual(['', ''])
  })

  /** It begins a file, and no more. */
  async function stallingServer() {
    const events = new EventEmitter()
    const asked = once(events, 'asked')
    const { port } = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nRequest ID', () => events.emit('asked'))
    })
    return { baseUrl: `http://127.0.0.1:${port}`, asked }
  }
})

interface Issued extends DownloadUrls {
  advance(duration: string): Promise<unknown>
}

/** The URLs of a new export in a sandbox of its own, whose clock stands still. */
async function issued(options: SandboxOptions = {}, dataset: DatasetSlug = 'requests'): Promise<Issued> {
  const server = await started({ rows: 20 })
  const sandbox = await server.sandbox({ clock: 'manual', notReadyPolls: 0, ...options })
  const urls = await requestDownload({ ...server, baseUrl: sandbox.baseUrl }, dataset)
  return { ...urls, advance: (duration) => sandbox.clock.advance(duration) }
}

async function readyUrl(options: SandboxOptions = {}): Promise<string> {
  return (await issued(options)).url
}

function withoutQuery(url: string): string {
  return url.slice(0, url.indexOf('?'))
}

describe('a URL', () => {
  /** What it holds in its query must be told by nobody. */
  async function validated(url: string): Promise<Outcome> {
    const outcome = await run(['validate', 'requests', url])
    expect(outcome.stdout + outcome.stderr).not.toContain('X-Amz-')
    return outcome
  }

  test('gives a file, which the report names without what is signed', async () => {
    const url = await readyUrl()
    const { code, stdout } = await run(['validate', 'requests', url, '--format', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ reports: [{ subject: withoutQuery(url), facts: { rows: 20 } }] })
    expect(stdout).not.toContain('X-Amz-')
  })

  test('may give it compressed', async () => {
    expect(await validated(await readyUrl({ scenario: 'gzip' }))).toMatchObject({ code: 0 })
  })

  test('may give something else, which is a finding', async () => {
    const outcome = await validated(await readyUrl({ scenario: 'html-instead-of-csv' }))
    expect(outcome).toMatchObject({ code: 1, stdout: expect.stringContaining('✗ failed  csv/html, 1 finding') })
  })

  test('shows progress on a terminal, which is erased in the end', async () => {
    const server = createServer((_, response) => void Readable.from(endless()).pipe(response))
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const command = start(['validate', 'requests', `http://127.0.0.1:${port}/a.csv`], {}, { isTerminal: true })
    await command.stderr.until(/\r\d+ MB, \d+ MB\/s /)
    command.stop()
    expect(await command.ended).toBe(130)
    expect(command.stderr.text.endsWith('\r\u001b[K')).toBe(true)
    expect(command.stdout.text).toBe('')
  })

  const asAnswered =
    'Give the url as it was answered, whole and in quotation marks: pollingUrl is for HEAD alone, a shell ends a URL at &, and none is good for long.'

  test.each<[string, () => Promise<string>, string]>([
    [
      'has expired',
      async () => {
        const { url, advance } = await issued()
        await advance('15m1s')
        return url
      },
      'was answered 403 (AccessDenied); expected 200. This pre-signed URL has expired: POST for another.',
    ],
    [
      'is that of an export that is not ready',
      () => readyUrl({ notReadyPolls: 1 }),
      'was answered 404 (NoSuchKey); expected 200. If it is the url of an export, poll its pollingUrl until that is answered 200.',
    ],
    [
      'is a pollingUrl',
      async () => (await issued()).pollingUrl,
      `was answered 403 (SignatureDoesNotMatch); expected 200. ${asAnswered}`,
    ],
    [
      'was ended by a shell',
      async () => (await readyUrl()).split('&')[0]!,
      `was answered 400 (AuthorizationQueryParametersError); expected 200. ${asAnswered}`,
    ],
    [
      'is no file’s',
      async () => `${(await started()).baseUrl}/nothing?X-Amz-Signature=1`,
      'was answered 404; expected 200. If it is',
    ],
    [
      'breaks off',
      () => readyUrl({ scenario: 'reset-mid-download', rows: 1000 }),
      'broke off after 65536 bytes; expected 667896. Download it again.',
    ],
    [
      'ends before its length',
      () => readyUrl({ scenario: 'wrong-length', rows: 1000 }),
      'broke off after 667896 bytes; expected 667996. Download it again.',
    ],
    [
      'leads to itself',
      async () => {
        const server = createServer(({ url }, response) => response.writeHead(302, { location: url }).end())
        onTestFinished(() => void server.close())
        await once(server.listen(0, '127.0.0.1'), 'listening')
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.csv?X-Amz-Signature=1`
      },
      'failed. It was redirected again and again.',
    ],
    [
      'is of a server that is not there',
      async () => `http://127.0.0.1:${await closedPort()}/a.csv?X-Amz-Signature=1`,
      'failed. The connection was refused by 127.0.0.1:',
    ],
  ])('that %s ends with exit code 3, and the remedy', async (_, urlOf, sentence) => {
    const url = await urlOf()
    const { code, stdout, stderr } = await validated(url)
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 3, stdout: '', lines: 2 })
    expect(stderr).toContain(`balkanid-mock: GET ${withoutQuery(url)} ${sentence}`)
  })
})

describe('the report', () => {
  test.each<[(typeof reportFormatNames)[number], RegExp]>([
    ['console', /^csv requests: stdin\n {2}✗ failed {2}csv\/email/],
    ['json', /^\{\n {2}"format": 1,.*"id": "csv\/email"/s],
    ['junit', /^<\?xml .*<testsuites .*csv\/email/s],
    ['sarif', /^\{\n {2}"\$schema": .*"ruleId": "csv\/email"/s],
    ['markdown', /^## ✗ The contract is broken.*csv\/email/s],
  ])('is written as %s where --format says so', async (format, pattern) => {
    const { code, stdout } = await run(['validate', 'requests', '--format', format], {}, piped(broken))
    expect(code).toBe(1)
    expect(stdout).toMatch(pattern)
    const byVariable = await run(['validate', 'requests'], { BALKANID_MOCK_FORMAT: format }, piped(broken))
    expect(byVariable.stdout).toBe(stdout)
  })

  test('has so many findings a rule as --max-findings says, and counts the others', async () => {
    const { stdout } = await run(['validate', 'requests', '--max-findings', '2', '--format', 'json'], {}, piped(broken))
    const { verdicts } = JSON.parse(stdout).reports[0] as {
      verdicts: { rule: { id: string }; findings?: unknown[]; total?: number }[]
    }
    const email = verdicts.find(({ rule }) => rule.id === 'csv/email')!
    expect(email.findings).toHaveLength(2)
    expect(email.total).toBeGreaterThan(50)
  })

  test('lists what was kept with --verbose', async () => {
    const { stdout } = await run(['validate', 'requests', '--verbose'], {}, piped(kept))
    expect(stdout).toContain('✓ passed  csv/required-cell, looked at 50 times')
  })

  test('has colours on a terminal, unless they are not wanted', async () => {
    const colour = '\u001b['
    const shown = async (env: Record<string, string>, isTerminal: boolean) =>
      (await run(['validate', 'requests'], env, { ...piped(kept), isTerminal })).stdout.includes(colour)
    expect([await shown({}, true), await shown({ NO_COLOR: '1' }, true), await shown({}, false)]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('goes to the file of --out, without colours, and the exit code stays', async () => {
    const folder = await folderWith({ 'a.csv': broken })
    const plain = await run(['validate', 'requests', 'a.csv'], {}, folder)
    const outcome = await run(['validate', 'requests', 'a.csv', '-o', 'a.txt'], {}, { ...folder, isTerminal: true })
    expect(outcome).toEqual({ code: 1, stdout: '', stderr: '' })
    expect(await readFile(join(folder.cwd, 'a.txt'), 'utf8')).toBe(plain.stdout)
  })

  test.each<[string, string, string]>([
    [
      'is in no folder',
      'none/a.txt',
      'Writing to the file "none/a.txt" failed (ENOENT). Choose another place with --out.',
    ],
    ['is a folder', '.', 'Writing to the file "." failed (EISDIR). Choose another place with --out.'],
  ])('that cannot be written, as its place %s, is refused before anything is read', async (_, out, sentence) => {
    const neverEnds = { stdin: new PassThrough() }
    const outcome = await run(['validate', 'requests', '--out', out], {}, { ...(await folderWith({})), ...neverEnds })
    expect(outcome).toEqual({ code: 3, stdout: '', stderr: `balkanid-mock: ${sentence}\n` })
  })

  test('never takes the place of the file', async () => {
    const folder = await folderWith({ 'a.csv': kept })
    expect(await run(['validate', 'requests', 'a.csv', '--out', './a.csv'], {}, folder)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'balkanid-mock: Received "./a.csv" for --out, which is the file to check too; expected two files. Choose another place.\n',
    })
    expect(await readFile(join(folder.cwd, 'a.csv'))).toEqual(kept)
  })

  test.each<[string, number, string]>([
    ['EPIPE', 1, ''],
    ['ENOSPC', 3, 'balkanid-mock: Writing to stdout failed (ENOSPC). Choose another place with --out.\n'],
  ])('to a stdout that ends with %s: the exit code is %i', async (code, expected, sentence) => {
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) })
    const stderr = new Screen()
    expect(await main(['validate', 'requests'], emptyIo({ ...piped(broken), stdout, stderr }))).toBe(expected)
    expect(stderr.text).toBe(sentence)
  })
})

describe('another reading of the documentation', () => {
  const bareWords = { readings: { 'rbac2.value': 'bare-words' } }

  test('is held against its column where it is chosen, by flag or config file', async () => {
    const file = await bytesFor('rbac2', { rows: 20, readings: { value: 'bare-words' } })
    const folder = await folderWith({ 'a.csv': file, 'ours.json': JSON.stringify(bareWords) })
    const codes = (...args: string[]) =>
      run(['validate', 'rbac2', 'a.csv', ...args], {}, folder).then(({ code }) => code)
    expect([
      await codes(),
      await codes('--reading', 'rbac2.value=bare-words'),
      await codes('--config', 'ours.json'),
    ]).toEqual([1, 0, 0])
  })

  test('of a config file that is wrong is refused as everywhere', async () => {
    const folder = await folderWith({ 'balkanid-mock.config.json': '{ "readings": { "rbac2.value": "words" } }' })
    const { code, stderr } = await run(['validate', 'rbac2', 'a.csv'], {}, folder)
    expect(code).toBe(2)
    expect(stderr).toContain('"words"')
    expect(stderr).toContain('"bare-words"')
  })
})
