import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { configShape } from '../../server/config/config-shape.ts'
import { mistakesIn } from '../../server/shapes/index.ts'
import { type Block, blocksIn, root } from './documents.ts'

const run = promisify(execFile)

test.each(blocksIn('yaml').filter(({ remark }) => remark !== 'workflow'))(
  'the config file of $place is right',
  ({ code }) => {
    expect(mistakesIn(configShape, parse(code))).toEqual([])
  },
)

/** What pieces of code have around them that are not whole: named by the remark before them. */
const surroundings: Readonly<Record<string, string>> = {
  'run with a mock': `await using balkanid = await startMockServer({ rows: 5 })`,
  'run in a sandbox': `await using balkanid = await startMockServer({ rows: 5 })
const startExport = async ({ baseUrl }: { baseUrl: string }) => {
  const answer = await fetch(\`\${baseUrl}/api/rest/v0/requests/download-url\`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"includeCompleted":true}' })
  return (await answer.json()) as { pollingUrl: string }
}`,
  'run with a sandbox that is waited for': `await using balkanid = await startMockServer({ rows: 5 })
const sandbox = await balkanid.sandbox({ clock: 'manual', scenario: { call: [{ fault: 'delay', for: '1h' }] } })
void fetch(\`\${sandbox.baseUrl}/api/rest/v0/requests/download-url\`, { method: 'POST' }).catch(() => undefined)`,
  'run with a client that asks again': `const balkanid = await startMockServer({ rows: 5 })
afterAll(() => balkanid.close())
const ask = async (baseUrl: string) => {
  const answer = await fetch(\`\${baseUrl}/api/rest/v0/requests/download-url\`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"includeCompleted":true}' })
  return (await answer.json()) as { pollingUrl: string; url: string }
}
const startExport = async ({ baseUrl }: { baseUrl: string }) => {
  let { pollingUrl } = await ask(baseUrl)
  return {
    async download() {
      if ((await fetch(pollingUrl, { method: 'HEAD' })).status === 403) ({ pollingUrl } = await ask(baseUrl))
    },
  }
}`,
  'run with a job': `const runMyJob = ({ baseUrl }: { baseUrl: string }) => downloadRequests({ baseUrl, pollEveryMs: 150 })`,
}

test('pieces of TypeScript are typed right, and run', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-docs-'))
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await mkdir(join(folder, 'src'))
    await mkdir(join(folder, 'test'))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    await writeFile(join(folder, 'src/my-client.ts'), await readFile(join(root, 'examples/testing/my-client.ts')))
    const blocks = blocksIn('ts')
    for (const [i, block] of blocks.entries()) await writeFile(join(folder, `test/${i}.test.ts`), asTest(block))
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
    const tsc = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]).catch(
      (error: { stdout: string }) => error,
    )
    expect(tsc.stdout).toBe('')
    const config = new URL('../examples/vitest.config.ts', import.meta.url).pathname
    const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--config', config]
    const { stdout, stderr } = await run(process.execPath, vitest, { env: { ...process.env, NO_COLOR: '1' } }).catch(
      (error: { stdout: string; stderr: string }) => error,
    )
    expect(stdout + stderr).toMatch(new RegExp(`Tests {2}${blocks.length} passed \\(${blocks.length}\\)`))
  } finally {
    await rm(folder, { recursive: true })
  }
})

const tsconfig = {
  extends: join(root, 'tsconfig.json'),
  compilerOptions: {
    noUnusedLocals: false,
    lib: ['ES2023', 'ESNext.Disposable'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    paths: {
      'balkanid-mock': [join(root, 'server/index.ts')],
      'balkanid-mock/vitest': [join(root, 'server/testing/vitest.ts')],
      'balkanid-mock/contracts': [join(root, 'contracts/index.ts')],
      'balkanid-mock/generators': [join(root, 'generators/index.ts')],
    },
  },
  include: ['test'],
  exclude: [],
}

/** A piece as a file of tests of its own: whole ones as they are, all others as the body of a test. */
function asTest({ code, remark, place }: Block): string {
  const client = `import { downloadRequests } from '../src/my-client.ts'\n`
  const whole = code.replace("'../src/my-client'", "'../src/my-client.ts'")
  if (/^import .* from 'vitest'$/m.test(code)) return whole
  const around = remark === undefined ? '' : surroundings[remark]
  if (around === undefined) throw new Error(`${place}: nobody knows what "${remark}" is.`)
  const imports = code.match(/^import .*\n/gm) ?? []
  const body = code.replaceAll(/^import .*\n/gm, '')
  const needed = ["import { afterAll, expect, test } from 'vitest'\n", client]
  const own = imports.join('').includes('startMockServer') ? '' : "import { startMockServer } from 'balkanid-mock'\n"
  const [before, after] = body.includes('test(') ? ['', ''] : ['test("it runs", async () => {\n', '\n})\n']
  return `${[...needed, ...imports].join('')}${own}${before}${around}\n${body}${after}`
}
