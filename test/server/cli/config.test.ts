import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { configSchema } from '../../../server/config/config-schema.ts'
import { sourceFiles } from '../../support/source-files.ts'
import { run, start } from '../../support/terminal.ts'

/** A folder with these files; it is gone with the test. */
async function folder(files: Readonly<Record<string, string | object>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(path, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(path, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return path
}

const json = 'balkanid-mock.config.json'
const yaml = 'balkanid-mock.config.yaml'

async function generated(
  args: readonly string[],
  files: Readonly<Record<string, string | object>> = {},
  env: Record<string, string> = {},
) {
  return run(['generate', 'rbac2', ...args], env, { cwd: await folder(files) })
}

/** The start of a server, as `--json` prints it. */
async function started(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const server = start(['serve', '--port', '0', '--json', ...args], env, { cwd })
  onTestFinished(async () => {
    server.stop()
    await server.ended
  })
  return JSON.parse(await server.stdout.until(/\n/)) as {
    readonly seed: number
    readonly rows: object
    readonly readiness: object
  }
}

describe('a config file in the current folder is found by itself', () => {
  test.each<[name: string, content: string | object]>([
    [json, { seed: 5, rows: { rbac2: 20 } }],
    [json, '\uFEFF{"seed": 5, "rows": 20}'],
    [yaml, '# ours\nseed: 5\nrows:\n  rbac2: 20\n'],
    ['balkanid-mock.config.yml', 'seed: 5\nrows: { rbac2: 20 }'],
  ])('%s: %j', async (name, content) => {
    const { stdout } = await generated(['--seed', '5', '--rows', '20'])
    expect(await generated([], { [name]: content })).toEqual({ code: 0, stdout, stderr: '' })
  })

  test('one without anything in it changes nothing', async () => {
    const { stdout } = await generated([])
    expect(await generated([], { [yaml]: '# nothing yet\n' })).toEqual({ code: 0, stdout, stderr: '' })
  })

  test('but not two of them', async () => {
    expect(await generated([], { [json]: '{}', [yaml]: '' })).toEqual({
      code: 2,
      stdout: '',
      stderr: `balkanid-mock: Received ${json} and ${yaml} in this folder; expected one of them. Remove the others, or choose with --config.\n`,
    })
  })
})

describe('--config', () => {
  test('names a file, and what the folder has is left alone', async () => {
    const files = { [json]: { seed: 5 }, [yaml]: 'seed: 6', 'mine.yaml': 'rows: 3' }
    const { stdout } = await generated(['--rows', '3'])
    expect(await generated(['--config', 'mine.yaml'], files)).toEqual({ code: 0, stdout, stderr: '' })
    expect(await generated([], files, { BALKANID_MOCK_CONFIG: 'mine.yaml' })).toEqual({ code: 0, stdout, stderr: '' })
  })

  test('that is empty is as good as none', async () => {
    const { stdout } = await generated(['--rows', '3'])
    expect((await generated(['--config', ''], { [json]: { rows: 3 } })).stdout).toBe(stdout)
    expect((await generated([], { [json]: { rows: 3 } }, { BALKANID_MOCK_CONFIG: '' })).stdout).toBe(stdout)
  })

  test.each([
    ['none.json', '--config; expected a file that can be read (ENOENT).'],
    ['.json', '--config; expected a file that can be read (EISDIR).'],
    ['mine.toml', '--config; expected a file that ends in .json, .yaml or .yml.'],
  ])('of %s is refused', async (name, rest) => {
    const cwd = await folder({})
    await mkdir(join(cwd, '.json'))
    const { code, stderr } = await run(['generate', 'rbac2', '--config', name], {}, { cwd })
    expect(code).toBe(2)
    expect(stderr).toBe(`balkanid-mock: Received "${name}" for ${rest}\n`)
  })
})

describe('a flag beats the environment, which beats the file', () => {
  test('value by value', async () => {
    const cwd = await folder({ [json]: { seed: 1, rows: { requests: 1, rbac2: 1 }, notReadyPolls: 1 } })
    const env = { BALKANID_MOCK_SEED: '2', BALKANID_MOCK_ROWS: 'rbac2=2', BALKANID_MOCK_NOT_READY_POLLS: '2' }
    expect(await started(['--seed', '3', '--ready-after', 'rbac2=3s'], cwd, env)).toMatchObject({
      seed: 3,
      rows: { requests: 1, rbac2: 2 },
      readiness: { requests: { after: 'polls', polls: 2 }, rbac2: { after: 'duration', ms: 3000 } },
    })
  })

  test('a switch that is off in the environment is off', async () => {
    const { stdout } = await generated(['--rows', '3'])
    const files = { [json]: { rows: 3, dialect: { bom: true } } }
    expect((await generated([], files)).stdout).toBe(`\uFEFF${stdout}`)
    expect((await generated([], files, { BALKANID_MOCK_BOM: 'false' })).stdout).toBe(stdout)
  })

  test('how the command serves can stand in the file too', async () => {
    const cwd = await folder({ [yaml]: 'json: true\nlogLevel: silent\nport: 0\nhost: localhost\n' })
    const server = start([], {}, { cwd })
    const { baseUrl } = JSON.parse(await server.stdout.until(/\n/)) as { baseUrl: string }
    await fetch(`${baseUrl}/__mock/health`)
    server.stop()
    expect(await server.ended).toBe(0)
    expect(server.stderr.text).toBe('')
  })

  test('how it is steered can stand in the file, and a flag beats that', async () => {
    const cwd = await folder({ [json]: { admin: { enabled: false, token: 'my-secret' } } })
    expect(await started([], cwd)).toMatchObject({ adminUrl: null })
    expect(await started(['--admin', 'on'], cwd)).toMatchObject({ adminUrl: expect.stringContaining('/__mock') })
  })

  test('generate leaves alone what is not about data, and checks it all the same', async () => {
    const { stdout } = await generated(['--rows', '3'])
    const files = { [json]: { rows: 3, port: 5000, apiKeys: [{ id: 'a', secret: 'b' }], clock: 'manual' } }
    expect((await generated([], files)).stdout).toBe(stdout)
    expect((await generated([], { [json]: { port: 'x' } })).code).toBe(2)
  })
})

describe('all that is wrong is said at once', () => {
  test('of a file by its paths, of flags and environment by their names', async () => {
    const files = {
      [yaml]: 'rows:\n  request: 5\n  rbac2: many\nscenarios:\n  my flaky: {}\napiKeys: top-secret\n',
    }
    const env = { BALKANID_MOCK_QUOTING: 'never' }
    const { code, stdout, stderr } = await generated(['--seed', 'x', '--line-end', 'cr'], files, env)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.split('\n')).toEqual([
      `balkanid-mock: 4 mistakes in ${yaml}:`,
      '  rows.request: received the unknown name "request"; expected a dataset, one of "requests", "rbac2"; the nearest is "requests".',
      '  rows.rbac2: received "many"; expected a whole number from 0 to 100000000.',
      '  apiKeys: received a text; expected a list of { id, secret }.',
      '  scenarios["my flaky"]: received the name "my flaky"; expected 1 to 64 lower-case letters, digits and hyphens.',
      'balkanid-mock: Received "never" for BALKANID_MOCK_QUOTING; expected one of "minimal", "always".',
      'balkanid-mock: Received "x" for --seed; expected a whole number from 0.',
      'balkanid-mock: Received "cr" for --line-end; expected one of "lf", "crlf", the nearest being "crlf".',
      '',
    ])
  })

  test('what is wrong only where it is used is told as it was given', async () => {
    const expected = 'expected an instant: a file that is written at once has no clock to go by.'
    expect((await generated(['--reference-time', 'clock'])).stderr).toBe(
      `balkanid-mock: Received "clock" for --reference-time; ${expected}\n`,
    )
    expect((await generated([], {}, { BALKANID_MOCK_REFERENCE_TIME: 'clock' })).stderr).toBe(
      `balkanid-mock: Received "clock" for BALKANID_MOCK_REFERENCE_TIME; ${expected}\n`,
    )
    expect((await generated([], { [json]: { referenceTime: 'clock' } })).stderr).toBe(
      `balkanid-mock: 1 mistake in ${json}:\n  referenceTime: received "clock"; ${expected}\n`,
    )
  })
})

describe('a scenario of the file decides what generate writes', () => {
  const files = (definition: object) => ({ [json]: { scenario: 'ours', scenarios: { ours: definition } } })

  test('by its settings and its alterations', async () => {
    const bare = await generated(['--rows', '3', '--seed', '5', '--bom'])
    expect(
      await generated([], files({ rows: 3, seed: 5, dialect: { bom: true }, poll: [{ fault: 'reset' }] })),
    ).toEqual(bare)
    const { stdout } = await generated([], files({ rows: 3, file: [{ alteration: 'extra-column', header: 'Ours' }] }))
    expect(stdout).toMatch(/^Ours,/)
  })

  test('but not by the clock, which it does not have', async () => {
    expect(await generated([], files({ referenceTime: 'clock' }))).toMatchObject({
      code: 2,
      stderr: `balkanid-mock: 1 mistake in ${json}:\n  scenario: received "clock" as its referenceTime; expected an instant: a file that is written at once has no clock to go by.\n`,
    })
  })
})

describe('a scenario', () => {
  const scenarios = { ours: { readiness: { after: 'release' } } }
  const released = { requests: { after: 'release' }, rbac2: { after: 'release' } }

  test('of the file is played where the file or a flag names it', async () => {
    expect(await started([], await folder({ [json]: { scenario: 'ours', scenarios } }))).toMatchObject({
      readiness: released,
    })
    expect(await started(['--scenario', 'ours'], await folder({ [json]: { scenarios } }))).toMatchObject({
      readiness: released,
    })
  })

  test('that a flag names beats that of the file', async () => {
    const cwd = await folder({ [json]: { scenario: 'never-ready', scenarios: { ours: { seed: 5 } } } })
    expect(await started(['--scenario', 'ours'], cwd)).toMatchObject({ seed: 5 })
  })

  test('that there is not is told as it was given, with the nearest', async () => {
    const cwd = await folder({ [json]: { scenarios } })
    const expected = 'expected the name of a scenario, or one that is written down'
    expect(await run(['--scenario', 'our'], {}, { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: `balkanid-mock: Received "our" for --scenario; ${expected}, the nearest being "ours".\n`,
    })
    expect(await run([], {}, { cwd: await folder({ [json]: { scenario: 'our', scenarios } }) })).toMatchObject({
      code: 2,
      stderr: `balkanid-mock: 1 mistake in ${json}:\n  scenario: received "our"; ${expected}; the nearest is "ours".\n`,
    })
  })

  test('is checked to its depth', async () => {
    const poll = [{ fault: 'reset' }, { fault: 'reset', when: { first: 'x' } }]
    const cwd = await folder({ [json]: { scenarios: { ours: { poll, rows: -1 } } } })
    const { code, stdout } = await run(['config', 'validate', '--json'], {}, { cwd })
    expect(code).toBe(2)
    expect((JSON.parse(stdout) as { mistakes: { path: string }[] }).mistakes.map(({ path }) => path)).toEqual([
      'scenarios.ours.poll[1].when.first',
      'scenarios.ours.rows',
    ])
  })
})

describe('--clock', () => {
  test.each([
    ['fast', 'Received "fast" for --clock; expected "real", "manual", or how many times as fast, such as 60x.'],
    ['0x', 'Received 0 for --clock; expected a number from 0.001 to 1000000.'],
  ])('%s is refused', async (text, sentence) => {
    expect(await run(['--clock', text])).toEqual({ code: 2, stdout: '', stderr: `balkanid-mock: ${sentence}\n` })
  })

  test.each(['real', 'manual', '60x', '0.5x'])('%s will do', async (text) => {
    expect(await started(['--clock', text, '--log-level', 'silent'], await folder({}))).toMatchObject({ seed: 1 })
  })
})

describe('config validate', () => {
  async function validated(files: Readonly<Record<string, string | object>>, ...args: string[]) {
    return run(['config', 'validate', ...args], {}, { cwd: await folder(files) })
  }

  test('says that a file is valid', async () => {
    expect(await validated({ [json]: { seed: 5 } })).toEqual({ code: 0, stdout: `${json} is valid.\n`, stderr: '' })
    expect(await validated({ 'mine.yml': 'seed: 5' }, 'mine.yml')).toMatchObject({ code: 0 })
    expect(await validated({ 'mine.yml': 'seed: 5' }, '--config', 'mine.yml')).toMatchObject({ code: 0 })
  })

  test('says all that is wrong', async () => {
    expect(await validated({ [json]: { sead: 5, limits: { exports: 0 } } })).toEqual({
      code: 2,
      stdout:
        `2 mistakes in ${json}:\n` +
        '  sead: received the unknown name "sead"; ' +
        `expected one of ${Object.keys(configSchema().properties as object)
          .map((name) => `"${name}"`)
          .join(', ')}; the nearest is "seed".\n` +
        '  limits.exports: received 0; expected a whole number from 1 to 10000000.\n',
      stderr: '',
    })
  })

  test('with --json for programs', async () => {
    const good = await validated({ [json]: '{}' }, '--json')
    expect({ ...good, stdout: JSON.parse(good.stdout) }).toEqual({
      code: 0,
      stdout: { file: json, valid: true, mistakes: [] },
      stderr: '',
    })
    const bad = await validated({ [json]: { ranges: 'ignore' } }, '--json')
    expect({ ...bad, stdout: JSON.parse(bad.stdout) }).toEqual({
      code: 2,
      stdout: {
        file: json,
        valid: false,
        mistakes: [
          { path: 'ranges', received: '"ignore"', expected: 'one of "honoured", "ignored"', nearest: 'ignored' },
        ],
      },
      stderr: '',
    })
  })

  test.each<[what: string, name: string, content: string, line: string]>([
    [
      'a comma too many',
      json,
      '{\n  "seed": 5,\n}',
      'line 3, column 1: received "}"; expected a name in double quotes.',
    ],
    [
      'an end too early',
      json,
      '{\n  "seed": 5',
      'line 2, column 12: received the end of the file; expected "," or "}".',
    ],
    ['an empty file', json, '', 'line 1, column 1: received the end of the file; expected a value.'],
    [
      'a text that goes on',
      yaml,
      'seed: 5\nhost: "a\n',
      'line 3, column 1: received what does not parse (Missing closing "quote); expected YAML 1.2.',
    ],
    [
      'a name twice',
      yaml,
      'seed: 5\nrows: 1\nseed: 6\n',
      'line 3, column 1: received what does not parse (Map keys must be unique); expected YAML 1.2.',
    ],
    [
      'an unknown tag',
      yaml,
      'seed: !js/x 5\n',
      'line 1, column 7: received what does not parse (Unresolved tag: !js/x); expected YAML 1.2.',
    ],
  ])('says where a file does not parse: %s', async (_, name, content, line) => {
    expect(await validated({ [name]: content })).toMatchObject({
      code: 2,
      stdout: `1 mistake in ${name}:\n  ${line}\n`,
    })
  })

  test('with --json line and column are members', async () => {
    const { stdout } = await validated({ [json]: '{' }, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, mistakes: [{ path: '', line: 1, column: 2 }] })
  })

  test('does not unfold what would fill the memory', async () => {
    const lines = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`)
    const { code, stdout } = await validated({ [yaml]: ['a0: &a0 [x]', ...lines].join('\n') })
    expect(code).toBe(2)
    expect(stdout).toContain('1 mistake in')
  })

  test.each([
    [
      [],
      'Received no file, and this folder has none; expected balkanid-mock.config.json or balkanid-mock.config.yaml or ',
    ],
    [['none.json'], 'Received "none.json" for config validate; expected a file that can be read (ENOENT).'],
    [['a.json', 'b.json'], 'Received "b.json" after the file; expected nothing more.'],
  ])('%j is refused', async (args, sentence) => {
    const { code, stdout, stderr } = await validated({}, ...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`balkanid-mock: ${sentence}`)
  })
})

test('YAML is loaded only where a file is in YAML: it would slow the start', () => {
  expect(sourceFiles.filter(({ text }) => /from 'yaml'/.test(text)).map(({ path }) => path)).toEqual([])
})

test('config schema prints the schema', async () => {
  const { code, stdout } = await run(['config', 'schema'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual(configSchema())
})

test.each([
  [[], 'Received nothing after config; expected validate or schema.'],
  [['valdate'], 'Received "valdate" after config; expected validate or schema, the nearest being validate.'],
  [['schema', 'x'], 'Received "x" after schema; expected nothing more.'],
])('config %j is refused', async (args, sentence) => {
  expect(await run(['config', ...args])).toEqual({ code: 2, stdout: '', stderr: `balkanid-mock: ${sentence}\n` })
})

test('config --help says what it can do', async () => {
  const { stdout } = await run(['config', '--help'])
  expect(stdout).toMatch(/^Usage: balkanid-mock config validate\|schema \[file\] \[flags\]$/m)
  expect(stdout).toMatch(/^ {2}validate {2}Say all/m)
  expect(stdout).toMatch(/^ {2}schema {4}Print/m)
})
