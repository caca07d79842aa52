import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { alterationNames } from '../../../generators/alterations/index.ts'
import { main } from '../../../server/cli/main.ts'
import type { ScenarioParts } from '../../../server/cli/scenario-parts.ts'
import { configShape } from '../../../server/config/config-shape.ts'
import { faultsByName } from '../../../server/faults/index.ts'
import { presetNames, presets } from '../../../server/scenarios/presets.ts'
import { mistakesIn } from '../../../server/shapes/index.ts'
import { emptyIo, run, Screen } from '../../support/terminal.ts'

/** A folder whose config file has these scenarios; it is gone with the test. */
async function folderWith(scenarios: object): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(path, { recursive: true }))
  await writeFile(join(path, 'balkanid-mock.config.json'), JSON.stringify({ scenarios }))
  return path
}

const ours = {
  summary: 'Polls are answered late.',
  apiKeys: [{ id: 'a', secret: 'top-secret' }],
  poll: [{ fault: 'delay', for: '5s' }],
}

/** The definition that is printed to be copied. */
function definitionIn(stdout: string): unknown {
  return parse(stdout.slice(stdout.indexOf('scenarios:\n')))
}

/** A text without the line breaks that wrapping has put in. */
const unwrapped = (text: string) => text.replaceAll(/\s+/g, ' ')

describe('balkanid-mock scenarios', () => {
  const isOfBrokenFiles = (name: string) => name.startsWith('broken/')

  test.each(presetNames.filter((name) => !isOfBrokenFiles(name)))(
    'lists %s, with what the service does and what a good client does',
    async (name) => {
      const { code, stdout } = await run(['scenarios'])
      expect(code).toBe(0)
      const { summary, goodClient } = presets[name]!
      expect(unwrapped(stdout)).toContain(`${name} service ${summary} good client ${goodClient}`)
    },
  )

  test('lists those of broken files by their names', async () => {
    const { stdout } = await run(['scenarios'])
    expect(unwrapped(stdout)).toContain(presetNames.filter(isOfBrokenFiles).join(', '))
  })

  test('lists those of the config file as well', async () => {
    const { stdout } = await run(['scenarios'], {}, { cwd: await folderWith({ ours, bare: {} }) })
    expect(stdout).toContain('\nours (of the config file)\n  service      Polls are answered late.\n\n')
    expect(stdout).toContain('\nbare (of the config file)\n\n')
  })

  test('with --json for programs', async () => {
    const cwd = await folderWith({ ours })
    const { code, stdout } = await run(['scenarios', '--json'], {}, { cwd })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual([
      ...Object.entries(presets).map(([name, definition]) => ({ name, isPreset: true, ...definition })),
      { name: 'ours', isPreset: false, ...ours, apiKeys: [{ id: 'a', secret: '***' }] },
    ])
  })

  test('refuses a config file that is wrong', async () => {
    const cwd = await folderWith({ instant: {} })
    expect(await run(['scenarios'], {}, { cwd })).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('balkanid-mock scenarios NAME', () => {
  test('shows that one alone, where it is, and how it is written', async () => {
    expect(await run(['scenarios', 'flaky-polls'])).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'flaky-polls',
        '  service      Among the 404s of the polls are a 503 and a reset connection.',
        '  good client  It takes both for passing, waits, and polls the same URL again.',
        '  base URL     /~flaky-polls behind that of the mock, such as',
        '               http://127.0.0.1:4610/~flaky-polls',
        '',
        'In a config file:',
        '',
        'scenarios:',
        '  my-flaky-polls:',
        '    goodClientEnds: well',
        '    readiness: { after: polls, polls: 2 }',
        '    poll:',
        '      - { fault: status, status: 503, when: { nth: 2 } }',
        '      - { fault: reset, when: { nth: 4 } }',
        '',
      ].join('\n'),
    })
  })

  test.each(presetNames)('%s can be copied into a config file as it is shown', async (name) => {
    const { summary: _, goodClient: __, ...behaviour } = presets[name]!
    const { stdout } = await run(['scenarios', name])
    const copied = definitionIn(stdout)
    expect(copied).toEqual({ scenarios: { [`my-${name.replace('/', '-')}`]: behaviour } })
    expect(mistakesIn(configShape, copied)).toEqual([])
  })

  test('shows one of the config file under its own name, without secrets', async () => {
    const cwd = await folderWith({ ours, bare: {} })
    const { stdout } = await run(['scenarios', 'ours'], {}, { cwd })
    expect(definitionIn(stdout)).toEqual({
      scenarios: { ours: { apiKeys: [{ id: 'a', secret: '***' }], poll: ours.poll } },
    })
    expect((await run(['scenarios', 'bare'], {}, { cwd })).stdout).not.toContain('In a config file')
  })

  test('with --json for programs', async () => {
    const { stdout } = await run(['scenarios', 'slow', '--json'])
    expect(JSON.parse(stdout)).toEqual({ name: 'slow', isPreset: true, ...presets.slow })
  })
})

describe('balkanid-mock scenarios --faults', () => {
  const parts = async () => JSON.parse((await run(['scenarios', '--faults', '--json'])).stdout) as ScenarioParts

  test.each([...faultsByName.values()])('lists $name with all that can be said of it', async (fault) => {
    const { faults } = await parts()
    const listed = faults.find(({ name }) => name === fault.name)
    expect(listed).toMatchObject({ summary: fault.summary, phases: fault.phases })
    expect(listed!.options.map(({ name }) => name)).toEqual(Object.keys(fault.options))
    const { code, stdout } = await run(['scenarios', '--faults'])
    expect(code).toBe(0)
    expect(unwrapped(stdout)).toContain(`${fault.name} (${fault.phases.join(', ')}) ${fault.summary}`)
  })

  test('an option comes with its unit, its limits and its default', async () => {
    const { stdout } = await run(['scenarios', '--faults'])
    expect(unwrapped(stdout)).toContain(
      "bytesPerSecond The speed, in the time of the sandbox's clock. (a whole number from 1 to 1000000000, in bytes/s; 65536 by default)",
    )
    expect(unwrapped(stdout)).toContain(
      'retryAfter How long the client has to wait. (a duration from 1s to 24h, such as 30s, 15m or 1h30m; 2s by default)',
    )
    expect(unwrapped(stdout)).toContain('status The status code. (a whole number from 400 to 599; required)')
  })

  test('lists the ways to say when', async () => {
    expect((await parts()).when.map(({ form }) => form)).toEqual([
      '"always"',
      '{ first: … }',
      '{ nth: … }',
      '{ from: … }',
      '{ probability: … }',
    ])
  })

  test('lists the alterations of files', async () => {
    const { alterations } = await parts()
    expect(alterations.map(({ name }) => name)).toEqual(alterationNames)
    const { stdout } = await run(['scenarios', '--faults'])
    expect(unwrapped(stdout)).toContain(
      'by The new order: the last column first and so on, or the first column moved to the end. (one of "reversed", "rotated"; "reversed" by default)',
    )
  })

  test('can be turned on and off in the environment', async () => {
    const listed = await run(['scenarios', '--faults'])
    expect(await run(['scenarios'], { BALKANID_MOCK_FAULTS: '1' })).toEqual(listed)
    expect((await run(['scenarios'], { BALKANID_MOCK_FAULTS: 'false' })).stdout).not.toBe(listed.stdout)
  })
})

describe('lines are as wide as', () => {
  /** The longest line on a stream that is a terminal with so many columns, or none. */
  async function longestLine(columns?: number): Promise<number> {
    const stdout = Object.assign(new Screen(columns !== undefined), columns === undefined ? {} : { columns })
    await main(['scenarios'], emptyIo({ stdout }))
    return Math.max(...stdout.text.split('\n').map(({ length }) => length))
  }

  test.each<[what: string, columns: number | undefined, least: number, most: number]>([
    ['80 columns where there is no terminal', undefined, 72, 80],
    ['the terminal', 60, 52, 60],
    ['100 columns where it is wider', 300, 92, 100],
  ])('%s', async (_, columns, least, most) => {
    const longest = await longestLine(columns)
    expect(longest).toBeGreaterThanOrEqual(least)
    expect(longest).toBeLessThanOrEqual(most)
  })
})

test('what controls a terminal is not printed, whoever has written it into the config file', async () => {
  const cwd = await folderWith({ ours: { summary: 'Red\u001b[31m and\nmore\u009b0m.' } })
  const { stdout } = await run(['scenarios'], {}, { cwd })
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})
