import type { Report } from '../../../contracts/contract.ts'
import { hint } from '../../../contracts/nearest.ts'
import { type ConfigOptions, commandDefaults, startOptionsIn } from '../../config/config-shape.ts'
import type { ClientReportOptions } from '../../judging/client-options.ts'
import type { Sandbox } from '../../sandboxes/sandbox.ts'
import type { MockServer } from '../../start.ts'
import { chosenOptions } from '../chosen.ts'
import { clientFlags, clientOptionsFrom } from '../client-flags.ts'
import { type Command, type Flags, type GivenFlags, UsageError } from '../command.ts'
import { configFlag, dataFlags, mockFlags } from '../flags.ts'
import { exitCode, type Io } from '../io.ts'
import { checkTarget, deliverReports, deliveryFrom, durationFlag, judgingFlags } from '../judging.ts'
import { listen } from '../listen.ts'
import type { Ending } from '../run-program.ts'

const flags = {
  scenarios: {
    value: 'all|NAME,…',
    description:
      'Run the command once in each of these scenarios, and tell what came of each. A name may end in *, such as broken/*.',
    sets: [],
  },
  timeout: {
    value: 'DURATION',
    description: 'How long the command may take, in each scenario.',
    default: '10m',
    sets: [],
  },
  ...clientFlags,
  ...judgingFlags,
  ...mockFlags,
  ...dataFlags,
  config: configFlag,
} as const satisfies Flags

export const exec: Command = {
  name: 'exec',
  usage: '[flags] -- <command> [argument…]',
  summary: 'Serve, run a command with BALKANID_BASE_URL set, judge it as a client, end with the worse exit code.',
  flags,
  judges: true,
  async run(given, program, io) {
    if (program.length === 0) {
      throw new UsageError('Received no command; expected one behind --, as in: balkanid-mock exec -- npm test.')
    }
    const delivery = deliveryFrom(given)
    await checkTarget('--out', delivery.out, {}, io)
    const timeoutMs = durationFlag(given, 'timeout', { least: 1, absent: 600_000 })
    const judging = clientOptionsFrom(given)
    const chosen = await chosenOptions(flags, given, io)
    const server = await chosen.using((options) => serveFor(options))
    try {
      const names = scenariosFrom(given, server)
      if (names === undefined) {
        const { ending, report } = await runIn(server.root, { program, timeoutMs, judging }, io)
        const judged = await deliverReports([report], delivery, io, io.stderr)
        return codeOf(ending, judged, io)
      }
      const reports: Report[] = []
      for (const [at, scenario] of names.entries()) {
        io.stderr.write(`balkanid-mock: scenario ${at + 1} of ${names.length}: ${scenario}\n`)
        await using sandbox = await server.sandbox({ scenario })
        reports.push((await runIn(sandbox, { program, timeoutMs, judging }, io)).report)
        if (io.stop.aborted) break // what has been seen until then is told
      }
      const judged = await deliverReports(reports, delivery, io, io.stderr)
      return io.stop.aborted ? exitCode.interrupted : judged
    } finally {
      await server.close()
    }
  },
}

/** The worse of the two: how the command ended, where it failed by itself, else how it was judged. */
function codeOf({ code, timedOut }: Ending, judged: number, io: Io): number {
  if (io.stop.aborted) return exitCode.interrupted
  if (code === 0 || timedOut) return judged
  io.stderr.write(`balkanid-mock: The command ended with ${code}, and so does this.\n`)
  return code
}

/** A free port, so that nothing that is served already is in the way; nothing is logged. */
function serveFor(options: ConfigOptions): Promise<MockServer> {
  return listen({ ...startOptionsIn(options), host: commandDefaults.host, port: 0 })
}

interface RunOptions {
  readonly program: readonly string[]
  readonly timeoutMs: number
  readonly judging: ClientReportOptions
}

async function runIn(sandbox: Sandbox, { program, timeoutMs, judging }: RunOptions, io: Io) {
  const env = { BALKANID_BASE_URL: sandbox.baseUrl }
  const { runProgram } = await import('../run-program.ts')
  const ending = await runProgram(program, { env, timeoutMs }, io)
  await sandbox.settled()
  // How one would have ended that was interrupted is not known.
  const judged = sandbox.report(io.stop.aborted ? judging : { ...judging, outcome: outcomeOf(ending) })
  return { ending, report: { ...judged, facts: { ...judged.facts, ...factsOf(ending) } } }
}

function outcomeOf({ code, timedOut }: Ending): 'succeeded' | 'failed' | 'timed out' {
  if (timedOut) return 'timed out'
  return code === 0 ? 'succeeded' : 'failed'
}

function factsOf({ code, timedOut }: Ending) {
  return { 'exit-code': code, ...(timedOut && { 'time-was-up': true }) }
}

/** @returns nothing where the one of --scenario, or none, is meant @throws {UsageError} */
function scenariosFrom(given: GivenFlags, server: MockServer): readonly string[] | undefined {
  const found = given.get('scenarios')
  if (found === undefined) return undefined
  const one = given.get('scenario')
  if (one !== undefined) throw new UsageError(`Received both ${one.from} and ${found.from}; expected one of the two.`)
  const known = server.scenarios().map(({ name }) => name)
  const [list = ''] = found.values
  const names = list.split(',').flatMap((word) => {
    const pattern = word.trim() === 'all' ? '*' : word.trim()
    const matching = known.filter((name) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    )
    if (matching.length > 0) return matching
    throw new UsageError(
      `Received ${JSON.stringify(pattern)} for ${found.from}; expected all, or names of scenarios with commas between them${hint(pattern, known)}. balkanid-mock scenarios lists them.`,
    )
  })
  return [...new Set(names)]
}
