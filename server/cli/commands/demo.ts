import { type DatasetSlug, datasetSlugs, datasets, exitCodeOf, outcomeOf } from '../../../contracts/contract.ts'
import { keyFlags, keyFrom } from '../api-key.ts'
import { chosenOptions } from '../chosen.ts'
import { type Command, type Flags, type GivenFlags, UsageError } from '../command.ts'
import { datasetArgument } from '../dataset-argument.ts'
import type { Stage } from '../demo/stage.ts'
import type { View } from '../demo/view.ts'
import { adminFlags, baseUrlFlag, configFlag, dataFlags, isOn, jsonFlag, mockFlags } from '../flags.ts'
import { exitCode, type Io, isTerminal } from '../io.ts'
import { durationFlag } from '../judging.ts'
import { readBaseUrl } from '../running-mock.ts'

/** What says how the mock of the demonstration behaves; a given one behaves already. */
const stageFlags = {
  scenario: dataFlags.scenario,
  speed: {
    value: 'N',
    description: "How many times as fast the mock's clock goes, and the client's with it: from 0.1 to 100.",
    default: '1',
    sets: [],
  },
  'not-ready-polls': mockFlags['not-ready-polls'],
  'ready-after': mockFlags['ready-after'],
  rows: dataFlags.rows,
  seed: dataFlags.seed,
} as const satisfies Flags

const flags = {
  'base-url': baseUrlFlag,
  ...stageFlags,
  'max-wait': {
    value: 'DURATION',
    description: "How long the client waits for the file to be ready, by the mock's clock.",
    default: '2m',
    sets: [],
  },
  ...keyFlags,
  'admin-token': { ...adminFlags['admin-token'], sets: [] },
  json: { ...jsonFlag, sets: [] },
  config: configFlag,
} as const satisfies Flags

/** Rows that are shown of the file. */
const mostRows = 5

export const demo: Command = {
  name: 'demo',
  usage: '[dataset]',
  summary: 'Watch a good client POST, poll and download, step by step, and what its judge says.',
  flags,
  judges: true,
  async run(given, positionals, io) {
    const dataset = positionals.length === 0 ? datasetSlugs[0]! : datasetArgument('demo', positionals)
    const { apiKey: givenKey } = keyFrom(given)
    const maxWaitMs = durationFlag(given, 'max-wait', { least: 1, absent: 120_000 })
    await using stage = await stageFor(given, io)
    const apiKey = givenKey ?? stage.apiKey
    const { clockOf, play, readingsOf } = await import('../demo/play.ts')
    const now = clockOf(stage)
    const view = await viewFor(given, io, now)
    try {
      const { baseUrl, scenario, speed, notes } = stage
      view.begin({ baseUrl, dataset, scenario, speed, notes })
      const { end, file } = await play(stage, { dataset, apiKey, maxWaitMs, signal: io.stop }, now, view)
      if (file !== undefined) {
        const { readOpening } = await import('../../../contracts/csv/opening.ts')
        const opening = readOpening(file.chunks, datasets[dataset], mostRows, readingsOf(stage, dataset))
        view.showRows(opening, file.rows)
      }
      const report = await stage.report(end)
      await view.showReport(report)
      view.suggest(nextSteps(given, dataset, stage))
      if (report === undefined) return end === 'succeeded' ? exitCode.ok : exitCode.failure
      return exitCodeOf[outcomeOf(report)]
    } finally {
      view.end()
    }
  },
}

async function stageFor(given: GivenFlags, io: Io): Promise<Stage> {
  const at = given.get('base-url')
  const { givenStage, ownStage } = await import('../demo/stage.ts')
  if (at === undefined) {
    const speed = speedFrom(given)
    const chosen = await chosenOptions(flags, withoutToken(given), io)
    return await chosen.using((options) => ownStage(options, speed))
  }
  // What stands in the environment may be meant for other runs.
  const idle = [...given].find(([name, { from }]) => Object.hasOwn(stageFlags, name) && from.startsWith('--'))
  if (idle !== undefined) {
    throw new UsageError(
      `Received --${idle[0]} with ${at.from}; expected one of the two: what is there behaves as it was told already. A base URL that ends in /~NAME plays that scenario.`,
    )
  }
  const [url = ''] = at.values
  return await givenStage(readBaseUrl(url, at.from), { token: given.get('admin-token')?.values[0], signal: io.stop })
}

/** That of a mock which runs says nothing of one that is started. */
function withoutToken(given: GivenFlags): GivenFlags {
  return new Map([...given].filter(([name]) => name !== 'admin-token' && name !== 'json'))
}

function speedFrom(given: GivenFlags): number {
  const { values: [text = ''] = ['1'], from } = given.get('speed') ?? { from: '' }
  const speed = /^\d+(\.\d+)?x?$/.test(text) ? Number.parseFloat(text) : Number.NaN
  if (speed >= 0.1 && speed <= 100) return speed
  throw new UsageError(`Received ${JSON.stringify(text)} for ${from}; expected a number from 0.1 to 100, such as 10.`)
}

async function viewFor(given: GivenFlags, { stdout, env }: Io, now: () => number): Promise<View> {
  if (isOn(given, 'json')) return (await import('../demo/json-view.ts')).jsonView(stdout)
  const isPlain = !isTerminal(stdout) || env.TERM === 'dumb' || [env.NO_COLOR, env.CI].some(isSet)
  if (isPlain) return (await import('../demo/text-view.ts')).plainView(stdout)
  return (await import('../demo/terminal-view.ts')).terminalView(stdout, now)
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

function nextSteps(
  given: GivenFlags,
  dataset: DatasetSlug,
  { baseUrl }: Stage,
): readonly (readonly [string, string])[] {
  const at = given.get('base-url')
  if (at !== undefined) {
    return [
      [`balkanid-mock tail --base-url ${baseUrl} --all`, 'shows the exchanges, where a mock is there.'],
      [`balkanid-mock verify --base-url ${baseUrl}`, 'holds the service against the contract.'],
    ]
  }
  const other = given.has('scenario') ? '' : ' --scenario flaky-polls'
  return [
    [
      `balkanid-mock demo ${dataset}${other || ' --scenario never-ready'}`,
      'plays another scenario; balkanid-mock scenarios lists them.',
    ],
    ['balkanid-mock', 'serves for a client of your own, with a live page at its base URL.'],
    ['balkanid-mock exec -- npm test', 'lets the judge say what it thinks of that client.'],
  ]
}
