import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { sourceFiles } from '../../support/source-files.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The command as it is bundled for users, in chunks that any Node runs, with the manifest where it looks for it; it is gone with the test. */
async function bundled(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'))
  await build({
    absWorkingDir: root,
    entryPoints: ['server/cli/bin.ts'],
    outdir: join(folder, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
  })
  return join(folder, 'dist/bin.mjs')
}

test('a reader of stderr that goes away, as head does, does not end the server', async () => {
  const command = spawn(process.execPath, [await bundled(), '--port', '0', '--json'])
  const ended = once(command, 'exit')
  onTestFinished(async () => {
    command.kill('SIGKILL')
    await ended
  })
  const [line] = (await once(command.stdout, 'data')) as [Buffer]
  const { baseUrl } = JSON.parse(line.toString()) as { baseUrl: string }
  command.stderr.destroy()
  const statuses: number[] = []
  // The line of an exchange is written after its answer: it takes another request to see what became of it.
  for (let i = 0; i < 3; i++) statuses.push((await fetch(`${baseUrl}/__mock/health`)).status)
  expect(statuses).toEqual([200, 200, 200])
  command.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('the bundled command reads YAML and writes it', async () => {
  const command = await bundled()
  const file = join(dirname(command), 'ours.yaml')
  await writeFile(file, 'scenarios: { ours: { poll: [{ fault: reset, when: { nth: 2 } }] } }')
  const shown = spawn(process.execPath, [command, 'scenarios', 'ours', '--config', file])
  let output = ''
  for await (const chunk of shown.stdout) output += chunk
  expect(output).toContain('- { fault: reset, when: { nth: 2 } }')
})

test('only bin.ts touches the process', () => {
  // The page has none, but shows code for Node.
  const sources = sourceFiles.filter(({ path }) => !path.startsWith('server/dashboard/page/'))
  const touching = sources.filter(({ text }) => /\bprocess\.\w/.test(text)).map(({ path }) => path)
  expect(touching).toEqual(['server/cli/bin.ts'])
})
