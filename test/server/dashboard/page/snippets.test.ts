import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DatasetSlug, datasets, outcomeOf } from '../../../../contracts/index.ts'
import { CsvFile } from '../../../../generators/index.ts'
import { snippets } from '../../../../server/dashboard/page/views/snippets.js'
import { type MockServer, type SandboxOptions, startMockServer } from '../../../../server/index.ts'
import { pathOfDataset } from '../../../support/emulator.ts'
import { isHere } from '../../../support/tools.ts'

const run = promisify(execFile)
const rows = 50
const file = 'export.csv'
const key = { id: 'an-id', secret: 'a-secret' }
const env = { ...process.env, BALKANID_KEY_ID: key.id, BALKANID_KEY_SECRET: key.secret }

let balkanid: MockServer
let folder: string
beforeAll(async () => {
  balkanid = await startMockServer({ rows, notReadyPolls: 1 })
  folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-snippets-'))
})
afterAll(async () => {
  await balkanid.close()
  await rm(folder, { recursive: true })
})

const bodies: Readonly<Record<DatasetSlug, Readonly<Record<string, boolean>> | undefined>> = {
  requests: { includeCompleted: false },
  rbac2: undefined,
}

/** What runs a snippet, where it is kept, and what else is needed for that than Node. */
const languages = [
  { language: 'curl', program: 'sh', name: 'snippet.sh', needs: 'curl' },
  { language: 'JavaScript', program: process.execPath, name: 'snippet.mjs' },
  { language: 'Python', program: 'python3', name: 'snippet.py', needs: 'python3' },
] as const

test('there is one in each language', () => {
  const made = snippets({ baseUrl: 'http://127.0.0.1:4610', path: '/', body: undefined, file })
  expect(made.map(({ language }) => language)).toEqual(languages.map(({ language }) => language))
})

describe.each(languages)('the snippet in $language', ({ language, program, name, ...tool }) => {
  const isMissing = 'needs' in tool && !isHere(tool.needs)

  /** Runs it in a folder and a sandbox of its own. */
  async function runSnippet(dataset: DatasetSlug, options: SandboxOptions = {}, withKey = false) {
    const cwd = await mkdtemp(join(folder, 'run-'))
    const sandbox = await balkanid.sandbox(options)
    const call = { baseUrl: sandbox.baseUrl, path: pathOfDataset(dataset), body: bodies[dataset], file, withKey }
    const found = snippets(call).find((each) => each.language === language)
    await writeFile(join(cwd, name), found?.code ?? '')
    const ended = await run(program, [name], { cwd, env, timeout: 15_000 }).then(
      () => 0,
      (error: { readonly code: unknown }) => error.code,
    )
    await sandbox.settled()
    return { ended, sandbox, path: join(cwd, file) }
  }

  test.skipIf(isMissing).each(Object.keys(datasets) as DatasetSlug[])(
    'downloads %s, with nothing but what comes with the language, and breaks no rule for clients',
    async (dataset) => {
      const { ended, sandbox, path } = await runSnippet(dataset)
      expect(ended).toBe(0)
      const parameters = bodies[dataset] ?? {}
      const expected = await CsvFile.open({ dataset, rows, parameters })
      expect(await readFile(path)).toEqual(Buffer.concat([...expected.bytes()]))
      expect(sandbox.exchanges().map(({ method, status }) => `${method} ${status}`)).toEqual([
        'POST 200',
        'HEAD 404',
        'HEAD 200',
        'GET 200',
      ])
      expect(outcomeOf(sandbox.report())).toBe('kept')
    },
  )

  test.skipIf(isMissing)('sends an API key where one is wanted', async () => {
    const { ended, sandbox } = await runSnippet('requests', { apiKeys: [key] }, true)
    expect(ended).toBe(0)
    expect(sandbox.exchanges()[0]?.status).toBe(200)
  })

  test.skipIf(isMissing)('ends with an error where the POST is refused', async () => {
    const { ended, sandbox } = await runSnippet('requests', { apiKeys: [{ ...key, secret: 'another' }] }, true)
    expect(ended).not.toBe(0)
    expect(sandbox.exchanges().map(({ status }) => status)).toEqual([401])
  })

  test.skipIf(isMissing)('ends with an error where a poll is refused, and polls no more', async () => {
    const { ended, sandbox } = await runSnippet('requests', { scenario: { poll: [{ fault: 'expire' }] } })
    expect(ended).not.toBe(0)
    expect(sandbox.exchanges().filter(({ phase }) => phase === 'poll')).toHaveLength(1)
  })
})
