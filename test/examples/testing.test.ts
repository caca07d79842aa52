import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { started } from '../support/started.ts'
import { commandOf, isHere } from '../support/tools.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const testing = join(root, 'examples/testing')

/** What a test runner prints, whether its tests pass or fail. */
async function outputOf(
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
) {
  const options = { cwd: testing, env: { ...process.env, NO_COLOR: '1', ...env } }
  const { stdout, stderr } = await run(program, args, options).catch(
    (error: { stdout: string; stderr: string }) => error,
  )
  return stdout + stderr
}

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-examples-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('the example for vitest passes', { timeout: 60_000 }, async () => {
  const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url))
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const output = await outputOf([
    process.execPath,
    vitest,
    'run',
    '--root',
    join(testing, 'vitest'),
    '--config',
    config,
  ])
  expect(output).toMatch(/Tests {2}3 passed \(3\)/)
})

test.skipIf(!isHere('pytest'))('the example for pytest passes', { timeout: 60_000 }, async () => {
  const { baseUrl } = await started()
  const flags = ['-p', 'no:cacheprovider', 'pytest']
  const output = await outputOf([...commandOf('pytest'), ...flags], {
    BALKANID_BASE_URL: baseUrl,
    PYTHONDONTWRITEBYTECODE: '1',
  })
  expect(output).toMatch(/\b5 passed in /)
})

test.skipIf(!isHere('javac') || !isHere('junit'))('the example for JUnit passes', { timeout: 120_000 }, async () => {
  const { baseUrl } = await started({ rows: 50 })
  const classes = await scratch()
  const [java, ...junit] = commandOf('junit')
  const jars = junit[1]!
  await run('javac', ['-cp', jars, '-d', classes, 'junit/DownloadTest.java'], { cwd: testing })
  const launcher = [java, '-cp', `${jars}:${classes}`, ...junit.slice(2)] as const
  const output = await outputOf([...launcher, '--scan-classpath', classes, '--disable-banner'], {
    BALKANID_BASE_URL: baseUrl,
    CLIENT: join(root, 'examples/clients/java'),
  })
  expect(output).toMatch(/\b4 tests successful\b/)
  expect(output).toMatch(/\b0 tests failed\b/)
})
