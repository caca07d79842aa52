import { chosenOptions } from '../chosen.ts'
import { type Command, type Flags, UsageError } from '../command.ts'
import { openCsv } from '../csv-source.ts'
import { datasetArgument } from '../dataset-argument.ts'
import { configFlag, dataFlags } from '../flags.ts'
import { isTerminal } from '../io.ts'
import { checkTarget, deliverReports, deliveryFrom, judgingFlags, wholeNumberFlag } from '../judging.ts'
import { mockOf } from '../mock-of.ts'
import { ProgressLine } from '../progress.ts'

const flags = {
  'max-findings': {
    value: 'N',
    description: 'How many findings of a rule are shown; all are counted.',
    default: '20',
    sets: [],
  },
  reading: dataFlags.reading,
  ...judgingFlags,
  config: configFlag,
} as const satisfies Flags

export const validate: Command = {
  name: 'validate',
  usage: '<dataset> [file|-|URL]',
  summary: 'Check a CSV file against the contract: a file, what is piped in, or what a URL gives.',
  flags,
  judges: true,
  async run(given, positionals, io) {
    const [slug, place = '-', ...others] = positionals
    if (others.length > 0) {
      throw new UsageError(`Received ${JSON.stringify(others[0])} after the file; expected nothing more.`)
    }
    const dataset = datasetArgument('validate', slug === undefined ? [] : [slug])
    const delivery = deliveryFrom(given)
    const mostFindings = wholeNumberFlag(given, 'max-findings', { least: 1, absent: 20 })
    const chosen = await chosenOptions(flags, given, io)
    await checkTarget('--out', delivery.out, { 'the file to check': place }, io)
    const readings = await chosen.using(async (options) => mockOf(options).root.world.settings.readings[dataset])
    const { name: subject, size, bytes } = await openCsv(place, io)
    // Who pipes a file in shows progress of their own on the same line, as generate and curl do.
    const line = place !== '-' && isTerminal(io.stderr) ? new ProgressLine(io.stderr, size) : undefined
    try {
      const { validateCsv } = await import('../../../contracts/judges.ts')
      const report = await validateCsv(dataset, bytes, {
        subject,
        mostFindings,
        readings,
        signal: io.stop,
        ...(line && { onProgress: (done) => line.draw(done) }),
      })
      line?.clear()
      return await deliverReports([report], delivery, io)
    } finally {
      line?.clear()
    }
  },
}
