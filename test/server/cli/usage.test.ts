import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { exitCodeOf } from '../../../contracts/index.ts'
import { exitCode } from '../../../server/cli/io.ts'
import { commands } from '../../../server/cli/main.ts'
import { version } from '../../../server/version.ts'
import { run } from '../../support/terminal.ts'

test.each<[string, string[], string]>([
  ['an unknown flag', ['--prot', '1'], 'Received the unknown flag --prot; the nearest is --port. See --help for all.'],
  ['a flag without its value', ['--port'], 'Received --port without a value; expected --port N.'],
  ['a switch with a value', ['--json=1'], 'Received "1" for --json; expected no value: it is a switch.'],
  ['a flag given twice', ['--seed', '1', '--seed', '2'], 'Received --seed 2 times; expected it once.'],
  [
    'a port that is no number',
    ['--port', 'abc'],
    'Received "abc" for --port; expected a whole number from 0 to 65535.',
  ],
  ['a port out of range', ['--port', '65536'], 'Received 65536 for --port; expected a whole number from 0 to 65535.'],
  ['a seed that is no number', ['--seed', 'x'], 'Received "x" for --seed; expected a whole number from 0.'],
  [
    'an unknown dataset',
    ['--rows', 'foo=1'],
    'Received the unknown name "foo" for --rows; expected a dataset, one of "requests", "rbac2".',
  ],
  [
    'a negative number of rows',
    ['--rows=requests=-1'],
    'Received "-1" for --rows; expected a whole number from 0 to 100000000.',
  ],
  [
    'a duration without a unit',
    ['--ready-after', '5'],
    'Received "5" for --ready-after; expected a duration, such as 30s, 15m or 1h30m.',
  ],
  [
    'too long a lifetime',
    ['--url-lifetime', '169h'],
    'Received "169h" for --url-lifetime; expected a duration from 1s to 168h (7 days), such as 30s, 15m or 1h30m.',
  ],
  [
    'an unknown choice',
    ['--line-end', 'cr'],
    'Received "cr" for --line-end; expected one of "lf", "crlf", the nearest being "crlf".',
  ],
  [
    'an unknown reading',
    ['--reading', 'requests.username=x'],
    'Received "x" for --reading; expected one of "full-name", "handle".',
  ],
  ['an unknown log level', ['--log-level', 'loud'], 'Received "loud" for --log-level; expected one of "fatal", '],
  ['an unknown switch of steering', ['--admin', 'yes'], 'Received "yes" for --admin; expected one of "on", "off".'],
  [
    'a port of steering that is no number',
    ['--admin-port', 'x'],
    'Received "x" for --admin-port; expected a whole number from 0 to 65535.',
  ],
  [
    'a host with a port',
    ['--admin-host', 'mock', '--admin-host', 'mock:80'],
    'Received "mock:80" for --admin-host; expected the name of a host, such as mock.test.',
  ],
  [
    'scenarios with two names',
    ['scenarios', 'instant', 'slow'],
    'Received "slow" after the scenario; expected nothing more.',
  ],
  [
    'scenarios with a name and --faults',
    ['scenarios', 'instant', '--faults'],
    'Received "instant" with --faults; expected one of the two.',
  ],
  [
    'an unknown scenario',
    ['scenarios', 'flaky-pols'],
    'Received the scenario "flaky-pols"; expected one that balkanid-mock scenarios lists, the nearest being flaky-polls.',
  ],
  ['an argument to serve', ['serve', 'requests'], 'Received "requests" after serve; expected flags only.'],
  [
    'an unknown command',
    ['generat'],
    'Received the unknown command "generat"; expected serve, generate, validate, verify, exec, demo, tail, scenarios, rules or config, the nearest being generate.',
  ],
  [
    'generate without a dataset',
    ['generate'],
    'Received no dataset; expected requests or rbac2, as in: balkanid-mock generate requests.',
  ],
  [
    'generate of an unknown dataset',
    ['generate', 'req'],
    'Received the dataset "req"; expected requests or rbac2, the nearest being requests.',
  ],
  [
    'generate of two datasets',
    ['generate', 'requests', 'rbac2'],
    'Received "rbac2" after the dataset; expected nothing more.',
  ],
  [
    '--open-only without parameters',
    ['generate', 'rbac2', '--open-only'],
    'Received --open-only for rbac2; expected it for a dataset with body',
  ],
])('%s is refused in one sentence, with exit code 2', async (_, args, sentence) => {
  const { code, stdout, stderr } = await run(args)
  expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 })
  expect(stderr).toContain(`balkanid-mock: ${sentence}`)
})

test('a wrong value from the environment is traced back to its variable', async () => {
  expect(await run([], { BALKANID_MOCK_SEED: 'y' })).toMatchObject({
    code: 2,
    stderr: 'balkanid-mock: Received "y" for BALKANID_MOCK_SEED; expected a whole number from 0.\n',
  })
})

test('a switch in the environment is true, false, 1 or 0', async () => {
  expect(await run([], { BALKANID_MOCK_BOM: 'maybe' })).toMatchObject({
    code: 2,
    stderr: 'balkanid-mock: Received "maybe" for BALKANID_MOCK_BOM; expected one of true, false, 1, 0.\n',
  })
})

test('an API key that is no pair is refused without being shown', async () => {
  const { code, stderr } = await run(['--api-key', 'topsecret'])
  expect(code).toBe(2)
  expect(stderr).not.toContain('topsecret')
})

test('a token that no request could bring along is refused without being shown', async () => {
  const refused = await run(['--admin-token', 'top secret'])
  expect(refused).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'balkanid-mock: Received a text for --admin-token; expected a text of letters, digits and -._~+/, with = at its end only.\n',
  })
})

test('a busy port is one sentence with the remedy, and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  expect(await run(['--port', `${port}`])).toEqual({
    code: 1,
    stdout: '',
    stderr: `balkanid-mock: Port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another with --port (0 picks a free one).\n`,
  })
})

test('a busy port of steering names the flag for that', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  expect(await run(['--port', '0', '--admin-port', `${port}`])).toEqual({
    code: 1,
    stdout: '',
    stderr: `balkanid-mock: Port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another with --admin-port (0 picks a free one).\n`,
  })
})

test('an address of another machine is one sentence, and exit code 1', async () => {
  const { code, stderr } = await run(['--port', '0', '--host', '192.0.2.1'])
  expect(code).toBe(1)
  expect(stderr).toBe(
    'balkanid-mock: This machine has no address "192.0.2.1". Choose one with --host, such as 127.0.0.1.\n',
  )
})

test('--version prints the version of the package', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test('--help lists every command', async () => {
  const { code, stdout } = await run(['--help'])
  expect(code).toBe(0)
  expect(commands.map(({ name, summary }) => stdout.includes(name) && stdout.includes(summary))).not.toContain(false)
})

/** The codes that a help text lists, in a sentence or a line each. */
function exitCodesIn(help: string): number[] {
  const text = help.slice(help.indexOf('Exit codes:'))
  const codes = [...text.matchAll(/(?:^ +|: |, )(\d+) /gm)].map(([, code]) => Number(code))
  return [...new Set(codes)].sort((a, b) => a - b)
}

test('--help lists every exit code', async () => {
  const { stdout } = await run(['--help'])
  const all = new Set([...Object.values(exitCode), ...Object.values(exitCodeOf)])
  expect(exitCodesIn(stdout)).toEqual([...all].sort((a, b) => a - b))
})

test.each(commands)('$name --help lists its exit codes', async ({ name, judges }) => {
  const { stdout } = await run([name, '--help'])
  expect(exitCodesIn(stdout)).toEqual(judges ? [0, 1, 2, 3, 4, 130] : [0, 1, 2, 130])
})

test.each(commands)('$name --help describes every flag and its variable', async ({ name, flags }) => {
  const { code, stdout } = await run([name, '--help'])
  expect(code).toBe(0)
  const missing = Object.entries(flags).filter(
    ([flag, { description }]) =>
      !stdout.includes(`--${flag}`) ||
      !stdout.includes(description) ||
      !stdout.includes(`BALKANID_MOCK_${flag.toUpperCase().replaceAll('-', '_')}`),
  )
  expect(missing).toEqual([])
})
