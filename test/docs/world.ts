import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { CsvFile } from '../../generators/index.ts'
import { type MockServer, startMockServer } from '../../server/index.ts'
import { requestDownload } from '../support/started.ts'
import { root } from './documents.ts'

/** A folder as a reader of the documentation has it, and the mock that the pages speak of. */
export interface World {
  readonly mock: MockServer
  readonly folder: string
  /** Runs a piece of code in it, as it stands in a page. */
  run(code: string): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>
  /** What was asked of npm, which the tests of the package do for real: a line each. */
  askedOfNpm(): Promise<readonly string[]>
  close(): Promise<void>
}

/** Programs that stand in the pages for those of the reader: each is a client, and ends as that does. */
const clients = ['pytest', 'go', 'mvn']

export async function makeWorld(): Promise<World> {
  const mock = await startMockServer()
  await askAndPoll(`${mock.baseUrl}/~flaky-polls`)
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-docs-'))
  const bin = join(folder, 'bin')
  await mkdir(bin)
  const npmLog = join(folder, 'npm.log')
  await bundleCommand(join(folder, 'package'))
  const node = JSON.stringify(process.execPath)
  const scripts: Readonly<Record<string, string>> = {
    'balkanid-mock': `exec ${node} ${JSON.stringify(new URL('command.js', import.meta.url).pathname)} "$@"`,
    npx: 'exec "$@"',
    npm: `echo "$@" >> ${JSON.stringify(npmLog)}; [ "$1 \${BALKANID_BASE_URL:+served}" = "test served" ] || exit 0; exec node nightly-job.js`,
    ...Object.fromEntries(clients.map((name) => [name, 'exec node nightly-job.js'])),
    // A stream has no end of its own.
    curl: 'case "$*" in *-sN*) /usr/bin/env -i PATH="$REAL_PATH" curl --max-time 1 "$@"; [ $? -eq 28 ];; *) PATH="$REAL_PATH" exec curl "$@";; esac',
  }
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`)
    await chmod(join(bin, name), 0o755)
  }
  await build({
    entryPoints: [join(root, 'examples/clients/typescript/download.ts')],
    outfile: join(folder, 'client.mjs'),
  })
  await writeFile(
    join(folder, 'nightly-job.js'),
    `process.argv.push('requests', 'nightly.csv'); import('./client.mjs')`,
  )
  const file = await CsvFile.open({ dataset: 'requests', rows: 20 })
  await writeFile(join(folder, 'export.csv'), Buffer.concat([...file.bytes()]))
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    REAL_PATH: process.env.PATH ?? '',
    DOCS_BASE_URL: mock.baseUrl,
    BALKANID_POLL_WAIT: '0.15',
    BALKANID_DEADLINE: '2',
    BALKANID_MOCK_POLL_GAP: '0s',
    BALKANID_MOCK_SPEED: '20', // of demo
    CI: '1',
  }
  return {
    mock,
    folder,
    run: (code) =>
      new Promise((resolve) => {
        execFile('bash', ['-eu', '-o', 'pipefail', '-c', code], { cwd: folder, env }, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
        )
      }),
    askedOfNpm: async () => (await readFile(npmLog, 'utf8')).trimEnd().split('\n'),
    async close() {
      await mock.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** So that there is something to follow. */
async function askAndPoll(baseUrl: string): Promise<void> {
  const { pollingUrl } = await requestDownload({ baseUrl }, 'requests')
  await fetch(pollingUrl, { method: 'HEAD' })
}

/** The command as it is now, where its package.json and its dependencies can be found from it. */
async function bundleCommand(folder: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'server/cli/bin.ts')],
    outdir: join(folder, 'dist/bin'),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
}
