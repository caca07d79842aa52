import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { main } from '../../server/cli/main.ts'
import { startMockServer } from '../../server/index.ts'
import { emptyIo, Screen } from '../support/terminal.ts'

/** What the commands print that the documentation shows, by the name of the marks that they stand between. */
export const outputs: Readonly<Record<string, () => Promise<string>>> = {
  async 'output of validate'() {
    const { stdout: csv } = await printed(['generate', 'requests', '--rows', '20'])
    const damaged = Buffer.from(csv.replaceAll('grant', 'Grant')).subarray(0, 9000)
    return (await printed(['validate', 'requests', '-'], { stdin: damaged })).stdout
  },
  async 'output of demo'() {
    const { stdout } = await printed(['demo', 'requests', '--rows', '5', '--speed', '20'])
    return demoText(stdout)
  },
  async 'output of verify'() {
    await using balkanid = await startMockServer()
    const flags = ['--dataset', 'rbac2', '--verbose', '--poll-gap', '0s'] // by default it would wait two seconds
    const { stdout } = await printed(['verify', '--base-url', balkanid.baseUrl, ...flags])
    return timeless(stdout.replaceAll(balkanid.baseUrl, 'http://127.0.0.1:4610'))
  },
  async 'output of exec'() {
    return (await printed(['exec', '--', process.execPath, client('key-leaking')])).stderr
  },
  async 'output of exec with scenarios'() {
    const scenarios = 'instant,flaky-polls,truncated-at-row,html-instead-of-csv,broken/email'
    const { stderr } = await printed([
      'exec',
      '--scenarios',
      scenarios,
      '--',
      process.execPath,
      client('truncation-blind'),
    ])
    return timeless(stderr.replaceAll(/^balkanid-mock: scenario .*\n/gm, ''))
  },
}

/** With the same times in each run, of the same width. */
function timeless(text: string): string {
  return text
    .replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, '12:00:00.000')
    .replaceAll(/ready after [\d.]+ s/g, 'ready after 2 s')
}

/** As it would be if no request took any time, at a usual port: a run is never quite like another. */
function demoText(text: string): string {
  const steps = {
    'poll 1': 0,
    'waits 1.0 s': 0,
    'poll 2': 1,
    'waits 1.5 s': 1,
    'poll 3': 2.5,
    'kB of': 2.5,
    'has the file': 2.5,
  }
  const timeOf = (line: string) => Object.entries(steps).find(([words]) => line.includes(words))?.[1] ?? 0
  return text
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:4610')
    .replaceAll(/^ +\d+\.\d\d s .*/gm, (line) => line.replace(/\d+\.\d\d/, timeOf(line).toFixed(2)))
    .replaceAll(/(poll 2: .*, )[\d.]+ s/g, '$11.0 s')
    .replaceAll(/(poll 3: .*, )[\d.]+ s/g, '$11.5 s')
    .replaceAll(/[\d.]+ [kM]?B\/s/g, '9.0 MB/s')
}

function client(name: string): string {
  return fileURLToPath(new URL(`../clients/judged/${name}.js`, import.meta.url))
}

async function printed(
  args: readonly string[],
  { stdin = Buffer.alloc(0) } = {},
): Promise<{ stdout: string; stderr: string }> {
  const [stdout, stderr] = [new Screen(), new Screen()]
  await main(args, emptyIo({ stdin: Readable.from([stdin]), stdout, stderr, cwd: process.cwd() }))
  return { stdout: stdout.text, stderr: stderr.text }
}
