import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type CsvJudge,
  type DatasetSlug,
  datasetSlugs,
  defaultLimits,
  ProviderOptionError,
  type ProviderOptions,
} from '../../../contracts/contract.ts'
import type { Snapshot } from '../../../contracts/judges.ts'
import type { Settings } from '../../options.ts'
import { asDuration } from '../../shapes/index.ts'
import { startMockServer } from '../../start.ts'
import { version } from '../../version.ts'
import { keyFlags, keyFrom } from '../api-key.ts'
import { chosenOptions } from '../chosen.ts'
import { type Command, Failure, type Flags, type GivenFlags, UsageError } from '../command.ts'
import { comparisonFormats } from '../comparison-formats.ts'
import { datasetNamed } from '../dataset-argument.ts'
import { baseUrlFlag, configFlag, dataFlags } from '../flags.ts'
import { type Io, isTerminal } from '../io.ts'
import {
  checkTarget,
  type Delivery,
  deliverReports,
  deliveryFrom,
  durationFlag,
  judgingFlags,
  wholeNumberFlag,
  writeToFile,
} from '../judging.ts'
import { mockOf } from '../mock-of.ts'
import { flagThatSets } from '../trace.ts'

const flags = {
  'base-url': { ...baseUrlFlag, sets: ['baseUrl'] },
  dataset: {
    value: 'DATASET',
    multiple: true,
    description: 'Verify this dataset alone.',
    default: 'all',
    sets: ['datasets'],
  },
  ...keyFlags,
  'max-polls': {
    value: 'N',
    description: 'How often an export is polled at the most.',
    default: `${defaultLimits.polls}`,
    sets: ['limits.polls'],
  },
  'poll-gap': {
    value: 'DURATION',
    description: 'How long to wait between polls; a longer Retry-After is honoured.',
    default: asDuration(defaultLimits.pollGapMs),
    sets: ['limits.pollGapMs'],
  },
  'request-timeout': {
    value: 'DURATION',
    description: 'How long the service may be silent.',
    default: asDuration(defaultLimits.requestTimeoutMs),
    sets: ['limits.requestTimeoutMs'],
  },
  'max-time': {
    value: 'DURATION',
    description: 'How long all of it may take.',
    default: asDuration(defaultLimits.totalMs),
    sets: ['limits.totalMs'],
  },
  'max-bytes': {
    value: 'N',
    description: 'How much of each CSV is read.',
    default: `${defaultLimits.bytes}`,
    sets: ['limits.bytes'],
  },
  record: {
    value: 'FILE',
    description: 'Also write what was seen, safe to share: keys, signatures, hosts and cells are replaced by tokens.',
    sets: [],
  },
  compare: {
    value: 'FILE',
    description:
      'Instead, tell documentation, such a record and this mock apart, question by question. Ends with 1 where record and mock differ.',
    sets: [],
  },
  reading: dataFlags.reading,
  ...judgingFlags,
  config: configFlag,
} as const satisfies Flags

export const verify: Command = {
  name: 'verify',
  usage: '',
  summary: 'Hold a live service, or another mock, against the contract; it only reads, within limits.',
  flags,
  judges: true,
  async run(given, _positionals, io) {
    const delivery = deliveryFrom(given)
    const [baseUrl, compared] = [text(given, 'base-url'), text(given, 'compare')]
    if ((baseUrl === undefined) === (compared === undefined)) {
      const received = baseUrl === undefined ? 'neither --base-url nor' : 'both --base-url and'
      throw new UsageError(
        `Received ${received} --compare; expected one of the two, as in: balkanid-mock verify --base-url https://app.balkan.id.`,
      )
    }
    return baseUrl === undefined
      ? await compare(compared!, given, delivery, io)
      : await verifyAt(baseUrl, given, delivery, io)
  },
}

const tool = { name: 'balkanid-mock', version }
/** @param readings by dataset; a column that is read otherwise is not held to its format */
async function csvJudge(readings: Settings['readings']): Promise<CsvJudge> {
  const { CsvChecker } = await import('../../../contracts/judges.ts')
  return (dataset) => new CsvChecker(dataset, { readings: readings[dataset.slug as DatasetSlug] })
}

async function verifyAt(baseUrl: string, given: GivenFlags, delivery: Delivery, io: Io): Promise<number> {
  const chosen = await chosenOptions(flags, given, io)
  const options: ProviderOptions = {
    baseUrl,
    ...keyFrom(given),
    datasets: given.get('dataset')?.values.map(datasetNamed) ?? datasetSlugs,
    limits: {
      polls: wholeNumberFlag(given, 'max-polls', { least: 1, absent: defaultLimits.polls }),
      pollGapMs: durationFlag(given, 'poll-gap', { least: 0, absent: defaultLimits.pollGapMs }),
      requestTimeoutMs: durationFlag(given, 'request-timeout', { least: 1, absent: defaultLimits.requestTimeoutMs }),
      totalMs: durationFlag(given, 'max-time', { least: 1, absent: defaultLimits.totalMs }),
      bytes: wholeNumberFlag(given, 'max-bytes', { least: 1, absent: defaultLimits.bytes }),
    },
    checkCsv: await csvJudge(await chosen.using(async (options) => mockOf(options).root.world.settings.readings)),
    signal: io.stop,
    ...(isTerminal(io.stderr) && { onStep: (sentence: string) => tell(sentence, io) }),
  }
  const record = text(given, 'record')
  if (record === '-') throw new UsageError('Received "-" for --record; expected a file: the report goes to stdout.')
  await checkTarget('--out', delivery.out, {}, io)
  await checkTarget('--record', record, { 'that of --out': delivery.out }, io)
  const { recordProvider } = await import('../../../contracts/judges.ts')
  const { reports, snapshot } = await recordProvider({ ...options, tool }).catch((error: unknown) => {
    throw error instanceof ProviderOptionError ? asGiven(error, given) : error
  })
  try {
    return await deliverReports(reports, delivery, io)
  } finally {
    // One is not lost with the other.
    if (record !== undefined) await writeToFile(json(snapshot), '--record', record, io)
  }
}

function tell(sentence: string, { stderr, stop }: Io): void {
  // Whatever is under way then fails, step by step.
  if (!stop.aborted) stderr.write(`${sentence}\n`)
}

/** With the flag, or its variable, in place of the option. */
function asGiven({ option, message }: ProviderOptionError, given: GivenFlags): UsageError {
  const flag = flagThatSets(option, flags)
  const name = flag === undefined ? option : (given.get(flag)?.from ?? `--${flag}`)
  return new UsageError(message.replace(option, name))
}

async function compare(name: string, given: GivenFlags, delivery: Delivery, io: Io): Promise<number> {
  if (!comparisonFormats.includes(delivery.format)) {
    throw new UsageError(
      `Received the format ${JSON.stringify(delivery.format)} with --compare; expected one of ${comparisonFormats.join(', ')}.`,
    )
  }
  // What stands in the environment may be meant for other runs.
  const idle = [...given].find(([flag, { from }]) => !ofComparison.includes(flag) && from.startsWith('--'))
  if (idle !== undefined) {
    throw new UsageError(
      `Received --${idle[0]} with --compare; expected none but ${ofComparison.map((flag) => `--${flag}`).join(', ')}: nothing is verified then.`,
    )
  }
  await checkTarget('--out', delivery.out, { 'that of --compare': name }, io)
  const snapshot = await readSnapshot(name, io)
  const known = snapshot.datasets.map(({ dataset }) => dataset)
  const ofMock = await snapshotOfMock(
    datasetSlugs.filter((slug) => known.includes(slug)),
    io,
  )
  const { deliverComparison } = await import('../comparison.ts')
  return await deliverComparison(snapshot, ofMock, delivery, io)
}

const ofComparison: readonly string[] = ['compare', 'format', 'out']

/** As the mock serves by default, which is what is assumed of the service. */
async function snapshotOfMock(slugs: readonly DatasetSlug[], io: Io): Promise<Snapshot> {
  await using mock = await startMockServer()
  // Nothing is gained by waiting between polls.
  const clock = { now: () => Date.now(), wait: async () => undefined }
  const datasets = slugs.length === 0 ? datasetSlugs : slugs
  const { readings } = mock.root.describe()
  const { recordProvider } = await import('../../../contracts/judges.ts')
  const { snapshot } = await recordProvider({
    baseUrl: mock.baseUrl,
    datasets,
    checkCsv: await csvJudge(readings),
    clock,
    tool,
    signal: io.stop,
  })
  return snapshot
}

async function readSnapshot(name: string, { cwd }: Io): Promise<Snapshot> {
  const wrong = (reason: string) =>
    new Failure(`Received the file ${JSON.stringify(name)} for --compare; expected a record of --record. ${reason}`)
  const content = await readFile(resolve(cwd, name), 'utf8').catch(({ code, message }: NodeJS.ErrnoException) => {
    throw wrong(`It cannot be read (${code ?? message}).`)
  })
  const { parseSnapshot, SnapshotError } = await import('../../../contracts/judges.ts')
  try {
    return parseSnapshot(content)
  } catch (error) {
    if (error instanceof SnapshotError) throw wrong(error.message)
    throw error
  }
}

function json(snapshot: Snapshot): string {
  return `${JSON.stringify(snapshot, null, 2)}\n`
}

function text(given: GivenFlags, name: keyof typeof flags): string | undefined {
  return given.get(name)?.values[0]
}
