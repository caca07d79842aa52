import type { Exchange } from '../../../contracts/contract.ts'
import { hint } from '../../../contracts/nearest.ts'
import { printable } from '../../../contracts/report/text/printable.ts'
import { commandDefaults } from '../../config/config-shape.ts'
import { defaultSandboxId } from '../../sandboxes/reserved-ids.ts'
import { type Command, type Flags, type GivenFlags, UsageError } from '../command.ts'
import { adminFlags, baseUrlFlag, isOn, jsonFlag } from '../flags.ts'
import { exitCode } from '../io.ts'
import { wholeNumberFlag } from '../judging.ts'
import { type LogLine, readableLog } from '../log-lines.ts'
import { type BaseUrl, readBaseUrl } from '../running-mock.ts'

const usualBaseUrl = `http://${commandDefaults.host}:${commandDefaults.port}`
const phases = ['call', 'poll', 'download', 'other'] as const

const flags = {
  'base-url': baseUrlFlag,
  sandbox: {
    value: 'ID',
    description: 'Follow this sandbox.',
    default: `the one of --base-url, ${defaultSandboxId}`,
    sets: [],
  },
  phase: {
    value: phases.join('|'),
    description: 'Only exchanges of this step: the POST, a poll, a download, or none of these.',
    sets: [],
  },
  export: { value: 'ID', description: 'Only exchanges of the export with this id.', sets: [] },
  fault: {
    value: 'NAME|true|false',
    description: 'Only exchanges in which this fault acted, or any, or none.',
    sets: [],
  },
  since: {
    value: 'N',
    description: 'Begin with what was over after the exchange of this number, instead of now.',
    sets: [],
  },
  all: { description: 'Begin with all that the mock still keeps.', sets: [] },
  'admin-token': { ...adminFlags['admin-token'], sets: [] },
  json: { ...jsonFlag, sets: [] },
} as const satisfies Flags

export const tail: Command = {
  name: 'tail',
  usage: '',
  summary: 'Follow the exchanges of a mock that runs, a line each.',
  flags,
  async run(given, _positionals, io) {
    const place = placeFrom(given)
    const wanted = { filter: filterFrom(given), since: sinceFrom(given) }
    const token = given.get('admin-token')?.values[0]
    // A reader that goes away, as head does, has seen enough.
    const left = new AbortController()
    const leave = () => left.abort()
    io.stdout.once('error', leave)
    const signal = AbortSignal.any([io.stop, left.signal])
    const write = isOn(given, 'json')
      ? (exchange: Exchange) => void io.stdout.write(`${JSON.stringify(exchange)}\n`)
      : lineWriter(io.stdout)
    const { follow } = await import('../follow.ts')
    try {
      for await (const told of follow(place, wanted, { token, signal })) {
        if ('exchange' in told) write(told.exchange)
        else io.stderr.write(`balkanid-mock: ${told.notice}\n`)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      io.stdout.off('error', leave)
    }
    return exitCode.ok
  },
}

function placeFrom(given: GivenFlags): BaseUrl {
  const { values: [url = usualBaseUrl] = [], from } = given.get('base-url') ?? { from: '--base-url' }
  const place = readBaseUrl(url, from)
  const sandbox = given.get('sandbox')?.values[0]
  if (sandbox === undefined) return place
  if (place.sandbox !== defaultSandboxId && place.sandbox !== sandbox) {
    throw new UsageError(
      `Received the sandbox ${JSON.stringify(place.sandbox)} in ${from}, and ${JSON.stringify(sandbox)} for ${given.get('sandbox')?.from}; expected one of the two.`,
    )
  }
  return { ...place, sandbox }
}

function filterFrom(given: GivenFlags): Readonly<Record<string, string>> {
  const phase = given.get('phase')
  const [step = ''] = phase?.values ?? []
  if (phase !== undefined && !phases.some((each) => each === step)) {
    throw new UsageError(
      `Received ${JSON.stringify(step)} for ${phase.from}; expected one of ${phases.join(', ')}${hint(step, phases)}.`,
    )
  }
  return Object.fromEntries(
    ['phase', 'export', 'fault'].flatMap((name) => {
      const [value] = given.get(name)?.values ?? []
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function sinceFrom(given: GivenFlags): number | undefined {
  const [since, all] = [given.get('since'), isOn(given, 'all')]
  if (all && since !== undefined) {
    throw new UsageError(`Received both ${since.from} and --all; expected one of the two.`)
  }
  return since === undefined ? (all ? 0 : undefined) : wholeNumberFlag(given, 'since', { least: 0, absent: 0 })
}

/** The lines that the mock itself logs, with what the journal knows besides. */
function lineWriter(target: NodeJS.WritableStream): (exchange: Exchange) => void {
  const log = readableLog(target)
  return (exchange) => log.write(JSON.stringify(logLine(exchange)))
}

function logLine({ id, time, method, path, status, durationMs, gapMs, fault, note, brokenOff }: Exchange): LogLine {
  const details = [
    `#${id}`,
    ...(gapMs === null ? [] : [`${(gapMs / 1000).toFixed(2)} s after the last`]),
    ...(fault === null ? [] : [`fault ${fault}`]),
    ...(note === null ? [] : [note]),
  ]
  return {
    level: 30,
    time: Date.parse(time),
    method: printable(method),
    url: printable(path),
    ...(status !== null && { status }),
    ms: Math.round(durationMs * 10) / 10,
    note: printable(details.join(', ')),
    aborted: brokenOff,
  }
}
