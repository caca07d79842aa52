import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DatasetSlug, datasets, outcomeOf } from '../../contracts/index.ts'
import { CsvFile } from '../../generators/index.ts'
import { type MockServer, startMockServer } from '../../server/index.ts'
import { isHere, type ToolName } from '../support/tools.ts'

const run = promisify(execFile)
const rows = 300
const clients = fileURLToPath(new URL('../../examples/clients', import.meta.url))

let balkanid: MockServer
let folder: string

beforeAll(async () => {
  balkanid = await startMockServer({ rows, notReadyPolls: 2 })
  folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-examples-'))
})
afterAll(async () => {
  await balkanid.close()
  await rm(folder, { recursive: true })
})

interface Language {
  readonly name: string
  readonly needs?: ToolName
  /** Makes what is run of it. */
  prepare(): Promise<unknown>
  /** What is run: the client, or its first steps alone. */
  readonly client: () => readonly [program: string, ...args: string[]]
  readonly first: () => readonly [program: string, ...args: string[]]
}

const languages: readonly Language[] = [
  {
    name: 'TypeScript',
    prepare: () =>
      build({
        entryPoints: ['download', 'first'].map((name) => join(clients, `typescript/${name}.ts`)),
        outdir: folder,
        outExtension: { '.js': '.mjs' },
      }),
    client: () => [process.execPath, join(folder, 'download.mjs')],
    first: () => [process.execPath, join(folder, 'first.mjs')],
  },
  {
    name: 'Python',
    needs: 'python3',
    prepare: async () => undefined,
    client: () => ['python3', join(clients, 'python/download.py')],
    first: () => ['python3', join(clients, 'python/first.py')],
  },
  {
    name: 'Go',
    needs: 'go',
    prepare: () =>
      Promise.all([
        run('go', ['build', '-o', join(folder, 'go-download'), 'download.go'], { cwd: join(clients, 'go') }),
        run('go', ['build', '-o', join(folder, 'go-first'), 'first/first.go'], { cwd: join(clients, 'go') }),
      ]),
    client: () => [join(folder, 'go-download')],
    first: () => [join(folder, 'go-first')],
  },
  {
    name: 'Java',
    needs: 'javac',
    prepare: () => run('javac', ['-d', folder, 'Download.java', 'First.java'], { cwd: join(clients, 'java') }),
    client: () => ['java', '-cp', folder, 'Download'],
    first: () => ['java', '-cp', folder, 'First'],
  },
  {
    name: 'a shell',
    needs: 'curl',
    prepare: async () => undefined,
    client: () => ['sh', join(clients, 'shell/download.sh')],
    first: () => ['sh', join(clients, 'shell/first.sh')],
  },
]

/** Those in which each habit of a client shows that the documentation asks for. */
const scenarios = [
  'instant',
  'flaky-polls',
  'throttled',
  'server-error-once',
  'server-error',
  'unauthorized',
  'missing-url',
  'relative-url',
  'never-ready',
  'expired-url',
  'ready-then-gone',
  'forbidden-until-ready',
  'reset-mid-download',
  'truncated-at-row',
  'html-instead-of-csv',
] as const

/** Where a client is to give up, sooner than where it is to wait as it is told. */
const deadlines: Readonly<Record<string, string>> = { 'never-ready': '2' }

/** Short waits, so that the tests take seconds; they are longer than the shortest that the judge allows. */
const environment = (baseUrl: string, deadline: string) => ({
  ...process.env,
  BALKANID_BASE_URL: baseUrl,
  BALKANID_KEY_ID: 'an-id',
  BALKANID_KEY_SECRET: 'a-secret',
  BALKANID_POLL_WAIT: '0.15',
  BALKANID_DEADLINE: deadline,
})

async function ended([program, ...args]: readonly [string, ...string[]], baseUrl: string, deadline = '30') {
  const options = { cwd: folder, env: environment(baseUrl, deadline) }
  const { stdout, stderr, code } = await run(program, args, options).then(
    (output) => ({ ...output, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  )
  return { stdout, stderr, code }
}

async function fileOf(dataset: DatasetSlug): Promise<Buffer> {
  const file = await CsvFile.open({ dataset, rows })
  return Buffer.concat([...file.bytes()])
}

describe.each(languages)('the client in $name', ({ name, needs, prepare, client, first }) => {
  const isMissing = needs !== undefined && !isHere(needs)
  beforeAll(async () => {
    if (!isMissing) await prepare()
  }, 120_000)
  const target = (what: string) => join(folder, `${name} ${what}.csv`)

  test.skipIf(isMissing).concurrent.each(Object.keys(datasets) as DatasetSlug[])('downloads %s', async (dataset) => {
    await using sandbox = await balkanid.sandbox()
    const { code, stderr } = await ended([...client(), dataset, target(dataset)], sandbox.baseUrl)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(await readFile(target(dataset))).toEqual(await fileOf(dataset))
    await sandbox.settled()
    const report = sandbox.report({ outcome: 'succeeded' })
    expect(report.verdicts.filter(({ result }) => result === 'failed')).toEqual([])
    expect(outcomeOf(report, { strict: true })).toBe('kept')
  })

  test.skipIf(isMissing).concurrent.each(scenarios)('does in %s what a good client does', async (scenario) => {
    await using sandbox = await balkanid.sandbox({ scenario })
    const file = target(scenario)
    const { code, stderr } = await ended([...client(), 'requests', file], sandbox.baseUrl, deadlines[scenario])
    await sandbox.settled()
    const { verdicts } = sandbox.report({ outcome: code === 0 ? 'succeeded' : 'failed' })
    expect(verdicts.filter(({ result }) => result === 'failed')).toEqual([])
    const ends = balkanid.scenarios().find((known) => known.name === scenario)?.goodClientEnds
    expect({ well: [0], badly: [1], either: [0, 1] }[ends!]).toContain(code)
    if (code === 0) expect(await readFile(file)).toEqual(await fileOf('requests'))
    // It says why in one sentence, without the secret, and leaves no part of a file behind.
    else {
      expect(stderr).toMatch(/^requests was not downloaded: .+\n$/)
      expect(stderr).not.toContain('a-secret')
      await expect(readFile(file)).rejects.toThrow('ENOENT')
    }
    await expect(readFile(`${file}.part`)).rejects.toThrow('ENOENT')
  })

  test.skipIf(isMissing).concurrent('says how it is called', async () => {
    const { code, stderr } = await ended([...client(), 'reqests'], balkanid.baseUrl)
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/^usage: .*<requests\|rbac2> <file>$/m)
  })

  test.skipIf(isMissing).concurrent('in its first form takes the three steps', async () => {
    await using sandbox = await balkanid.sandbox()
    const { code, stdout } = await ended(first(), sandbox.baseUrl)
    expect(code).toBe(0)
    expect(stdout).toBe(`${datasets.requests.download.columns.map((column) => column.name).join(',')}\n`)
  })

  test.skipIf(isMissing).concurrent.each(['unauthorized', 'expired-url', 'forbidden-until-ready'])(
    'in its first form ends in %s, and takes no error for a file',
    async (scenario) => {
      await using sandbox = await balkanid.sandbox({ scenario, notReadyPolls: 1 })
      const { code, stdout } = await ended(first(), sandbox.baseUrl)
      expect(code).not.toBe(0)
      expect(stdout).toBe('')
    },
  )
})
