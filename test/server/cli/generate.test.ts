import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { datasetSlugs } from '../../../contracts/index.ts'
import { main } from '../../../server/cli/main.ts'
import { withProgress } from '../../../server/cli/progress.ts'
import { startMockServer } from '../../../server/index.ts'
import { emptyIo, run, Screen, start } from '../../support/terminal.ts'

async function served(slug: string, body: string, options: Parameters<typeof startMockServer>[0]): Promise<string> {
  const mock = await startMockServer({ ...options, notReadyPolls: 0 })
  onTestFinished(() => mock.close())
  const answer = await fetch(`${mock.baseUrl}/api/rest/v0/${slug}/download-url`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { url } = (await answer.json()) as { url: string }
  // `text()` would leave out a byte order mark.
  return Buffer.from(await (await fetch(url)).arrayBuffer()).toString()
}

test.each(datasetSlugs)('generate %s writes what the server serves', async (slug) => {
  const { code, stdout } = await run(['generate', slug, '--rows', '300', '--seed', '7'])
  expect(code).toBe(0)
  expect(stdout).toBe(await served(slug, '{"includeCompleted":true}', { seed: 7, rows: 300 }))
})

describe('--scenario gives the bytes that the server serves there', () => {
  const written = async (...args: string[]) => (await run(['generate', 'requests', '--rows', '200', ...args])).stdout

  test.each(['starred-header', 'bom-crlf', 'collapsed-quotes', 'hostile-cells', 'extra-column', 'flaky-polls'])(
    '%s',
    async (scenario) => {
      const expected = await served('requests', '{"includeCompleted":true}', { scenario, rows: 200 })
      expect(await written('--scenario', scenario)).toBe(expected)
      expect(
        (await run(['generate', 'requests'], { BALKANID_MOCK_SCENARIO: scenario, BALKANID_MOCK_ROWS: '200' })).stdout,
      ).toBe(expected)
    },
  )

  test('rows are the scenario’s, unless a flag says how many', async () => {
    const { stdout } = await run(['generate', 'requests', '--scenario', 'empty-export'])
    expect(stdout.split('\n')).toHaveLength(2)
    expect(await written('--scenario', 'empty-export')).toBe(await written())
  })

  test('one that says nothing about files changes nothing', async () => {
    expect(await written('--scenario', 'never-ready')).toBe(await written())
  })

  test('a flag beats it', async () => {
    expect(await written('--scenario', 'starred-header', '--header-style', 'plain')).toBe(await written())
  })

  test('one that there is not is refused, with the nearest', async () => {
    expect(await run(['generate', 'requests', '--scenario', 'hostile-cell'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'balkanid-mock: Received "hostile-cell" for --scenario; expected the name of a scenario, or one that is written down, the nearest being "hostile-cells".\n',
    })
  })
})

test('--open-only writes what includeCompleted: false serves', async () => {
  const { stdout } = await run(['generate', 'requests', '--rows', '300', '--open-only'])
  expect(stdout).toBe(await served('requests', '{"includeCompleted":false}', { rows: 300 }))
})

test.each<[string, string[], RegExp]>([
  ['--header-style starred', ['--header-style', 'starred'], /^Request ID\*,Requester\*/],
  ['--line-end crlf', ['--line-end', 'crlf'], /^[^\n]*\r\n/],
  ['--bom', ['--bom'], /^\uFEFFRequest ID/],
  ['--quoting always', ['--quoting', 'always'], /^"Request ID","Requester"/],
  ['--reference-time', ['--reference-time', '2020-02-03T00:00:00Z'], /2020-02-02 \d\d:/],
])('%s reaches the bytes', async (_, args, pattern) => {
  const { stdout } = await run(['generate', 'requests', '--rows', '30', ...args])
  expect(stdout).toMatch(pattern)
})

test('a flag beats its environment variable, which beats the default', async () => {
  const env = { BALKANID_MOCK_SEED: '5', BALKANID_MOCK_ROWS: '20' }
  const seeded = (seed: string) =>
    run(['generate', 'rbac2', '--rows', '20', '--seed', seed]).then(({ stdout }) => stdout)
  expect((await run(['generate', 'rbac2'], env)).stdout).toBe(await seeded('5'))
  expect((await run(['generate', 'rbac2', '--seed', '6'], env)).stdout).toBe(await seeded('6'))
})

test('BALKANID_MOCK_ROWS means the same as for serve: a number, or one for each dataset', async () => {
  const env = { BALKANID_MOCK_ROWS: 'requests=5,rbac2=20' }
  const { stdout } = await run(['generate', 'rbac2', '--rows', '20'])
  expect(await run(['generate', 'rbac2'], env)).toEqual({ code: 0, stdout, stderr: '' })
  expect(await run(['generate', 'rbac2', '--rows', 'rbac2=20'])).toEqual({ code: 0, stdout, stderr: '' })
})

test('--reading takes the other side of a contradiction', async () => {
  const { stdout } = await run(['generate', 'rbac2', '--rows', '20', '--reading', 'rbac2.value=bare-words'])
  expect(stdout).toMatch(/\[ \{department: /)
})

test('--out writes a file and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const out = join(folder, 'requests.csv')
  expect(await run(['generate', 'requests', '--rows', '50', '--out', out])).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(await readFile(out, 'utf8')).toBe((await run(['generate', 'requests', '--rows', '50'])).stdout)
})

test('a file that cannot be written is one sentence, and exit code 1', async () => {
  const { code, stderr } = await run(['generate', 'requests', '--out', '/nowhere/at/all.csv'])
  expect(code).toBe(1)
  expect(stderr).toBe(
    'balkanid-mock: Writing to the file "/nowhere/at/all.csv" failed (ENOENT). Choose another place with --out.\n',
  )
})

test('a reader that goes away, as head does, ends it without a word', async () => {
  const closing = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  })
  const stderr = new Screen()
  const code = await main(['generate', 'requests'], emptyIo({ stdout: closing, stderr }))
  expect({ code, stderr: stderr.text }).toEqual({ code: 0, stderr: '' })
})

test('an interrupted --out leaves no half a file behind, and exit code 130', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const out = join(folder, 'requests.csv')
  const stop = new AbortController()
  const terminal = new Screen(true)
  const io = emptyIo({ stderr: terminal, stop: stop.signal })
  const running = main(['generate', 'requests', '--rows', '3000000', '--out', out], io)
  await terminal.until(/MB\/s/)
  stop.abort()
  expect(await running).toBe(130)
  await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('interrupted before its first byte, while the file is measured, it says nothing and ends with exit code 130', async () => {
  const command = start(['generate', 'requests', '--rows', '100000000'])
  command.stop()
  expect(await command.ended).toBe(130)
  expect([command.stdout.text, command.stderr.text]).toEqual(['', ''])
})

test('a stdout that takes no more is one sentence, and exit code 1', async () => {
  const full = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space'), { code: 'ENOSPC' })),
  })
  const stderr = new Screen()
  expect(await main(['generate', 'requests'], emptyIo({ stdout: full, stderr }))).toBe(1)
  expect(stderr.text).toBe('balkanid-mock: Writing to stdout failed (ENOSPC). Choose another place with --out.\n')
})

test('a signal ends it also where writing never waits, as stdout into a file does', async () => {
  const stop = new AbortController()
  let written = 0
  const file = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.length
      setImmediate(() => stop.abort())
      done()
    },
  })
  const io = emptyIo({ stdout: file, stop: stop.signal })
  expect(await main(['generate', 'requests', '--rows', '100000'], io)).toBe(130)
  expect(written).toBeLessThan(10_000_000)
})

test('progress is drawn only once it takes longer than a moment, and is erased at the end', () => {
  const draw = (stepMs: number) => {
    const terminal = new Screen(true)
    let time = 0
    const now = () => {
      time += stepMs
      return time
    }
    const chunks = Array.from({ length: 10 }, () => Buffer.alloc(100_000))
    const passed = [...withProgress(chunks, 1_000_000, terminal, now)]
    return { passed: passed.length, text: terminal.text }
  }
  expect(draw(1)).toEqual({ passed: 10, text: '' })
  expect(draw(200).text).toMatch(/\r\[#{12}-{18}] {2}40 % {2}0 of 1 MB, 1 MB\/s /)
  expect(draw(200).text.endsWith('\r\u001b[K')).toBe(true)
})

test('bytes are written in chunks, however large the file', async () => {
  let largest = 0
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      largest = Math.max(largest, chunk.length)
      done()
    },
  })
  await main(['generate', 'requests', '--rows', '20000'], emptyIo({ stdout: sink }))
  expect(largest).toBeLessThan(256 * 1024)
})
