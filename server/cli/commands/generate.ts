import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { datasets } from '../../../contracts/contract.ts'
import type { ConfigOptions } from '../../config/config-shape.ts'
import { termsOf } from '../../exports/terms.ts'
import { inTurns } from '../../in-turns.ts'
import type { Settings } from '../../options.ts'
import { OptionError } from '../../shapes/index.ts'
import { chosenOptions } from '../chosen.ts'
import { type Command, Failure, type Flags, type GivenFlags, UsageError } from '../command.ts'
import { datasetArgument } from '../dataset-argument.ts'
import { configFlag, dataFlags, isOn, outFlag } from '../flags.ts'
import { exitCode, type Io, isTerminal } from '../io.ts'
import { mockOf } from '../mock-of.ts'
import { withProgress } from '../progress.ts'

const flags = {
  'open-only': { description: 'Set every body parameter to false: leave completed requests out.', sets: [] },
  out: outFlag,
  ...dataFlags,
  config: configFlag,
} as const satisfies Flags

export const generate: Command = {
  name: 'generate',
  usage: '<dataset>',
  summary: 'Write a CSV file, the very bytes that the server would serve.',
  flags,
  async run(given, positionals, io) {
    const slug = datasetArgument('generate', positionals)
    const { body } = datasets[slug].download
    const isOpenOnly = isOn(given, 'open-only')
    if (isOpenOnly && body.length === 0) {
      throw new UsageError(`Received --open-only for ${slug}; expected it for a dataset with body parameters only.`)
    }
    const chosen = await chosenOptions(flags, given, io)
    const settings = await chosen.using(settingsOfRoot)
    const parameters = Object.fromEntries(body.map(({ name }) => [name, !isOpenOnly]))
    const { spec } = termsOf(settings, slug, parameters, 0)
    const { CsvFile } = await import('../../../generators/index.ts')
    const file = await CsvFile.open(spec, io.stop)
    const bytes = isTerminal(io.stderr) ? withProgress(file.bytes(), file.size, io.stderr) : file.bytes()
    return await write(bytes, given, io)
  },
}

/** What the server's default sandbox would go by, its scenario included. @throws {OptionError} */
async function settingsOfRoot(options: ConfigOptions): Promise<Settings> {
  const { settings } = mockOf(options).root.world
  if (settings.referenceTime !== 'clock') return settings
  const expected = 'an instant: a file that is written at once has no clock to go by'
  const mistake =
    options.referenceTime === undefined
      ? { path: 'scenario', received: '"clock" as its referenceTime', expected }
      : { path: 'referenceTime', received: '"clock"', expected }
  throw new OptionError([mistake])
}

async function write(bytes: Iterable<Uint8Array>, given: GivenFlags, io: Io): Promise<number> {
  const out = given.get('out')?.values[0] ?? '-'
  const isStdout = out === '-'
  const target = isStdout ? io.stdout : createWriteStream(out)
  try {
    await pipeline(Readable.from(inTurns(bytes, chunksPerTurn), { objectMode: false }), target, {
      signal: io.stop,
      end: !isStdout,
    })
    return exitCode.ok
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EPIPE') return exitCode.ok // the reader has seen enough, as `head` has
    if (io.stop.aborted) {
      if (!isStdout) await rm(out, { force: true })
      throw error
    }
    const name = isStdout ? 'stdout' : `the file ${JSON.stringify(out)}`
    throw new Failure(`Writing to ${name} failed (${code ?? message}). Choose another place with --out.`)
  }
}

/** A megabyte: signals are seen within a millisecond or two. */
const chunksPerTurn = 16
