import { access, constants, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import {
  exitCodeOf,
  isReportFormat,
  outcomeOf,
  parseGoDuration,
  type Report,
  type ReportFormatName,
  reportFormatNames,
  worstOf,
} from '../../contracts/contract.ts'
import { hint } from '../../contracts/nearest.ts'
import { asDuration } from '../shapes/index.ts'
import { version } from '../version.ts'
import { Failure, type Flags, type GivenFlags, UsageError } from './command.ts'
import { isOn, outFlag } from './flags.ts'
import { type Io, isTerminal } from './io.ts'
import { widthFor } from './wrap.ts'

/** How a command that judges tells what it found. */
export const judgingFlags = {
  format: {
    value: reportFormatNames.join('|'),
    description: 'How the report is written.',
    default: reportFormatNames[0],
    sets: [],
  },
  out: outFlag,
  strict: { description: 'Let warnings break the contract too.', sets: [] },
  verbose: { description: 'Show the rules that were kept, or not exercised, too.', sets: [] },
} as const satisfies Flags

/** How reports are to be written; found out before the work begins, so that a mistake does not cost a run. */
export interface Delivery {
  readonly format: ReportFormatName
  readonly strict: boolean
  readonly verbose: boolean
  /** A file, or `-` for stdout; `undefined` where none was named. */
  readonly out: string | undefined
}

/** @throws {UsageError} for an unknown format */
export function deliveryFrom(given: GivenFlags): Delivery {
  const { values: [format = reportFormatNames[0]] = [], from } = given.get('format') ?? { from: '' }
  if (!isReportFormat(format)) {
    const known = reportFormatNames.join(', ')
    throw new UsageError(
      `Received ${JSON.stringify(format)} for ${from}; expected one of ${known}${hint(format, reportFormatNames)}.`,
    )
  }
  return { format, strict: isOn(given, 'strict'), verbose: isOn(given, 'verbose'), out: given.get('out')?.values[0] }
}

/**
 * Writes reports where they are wanted.
 * @param otherwise where they go when no place was named
 * @returns the exit code of the worst of them
 * @throws {Failure} where the file cannot be written
 */
export async function deliverReports(
  reports: readonly Report[],
  { format, strict, verbose, out }: Delivery,
  io: Io,
  otherwise: NodeJS.WritableStream = io.stdout,
): Promise<number> {
  const stream = out === undefined ? otherwise : io.stdout
  const isFile = out !== undefined && out !== '-'
  const { reportFormats } = await import('../../contracts/judges.ts')
  const text = reportFormats[format].render(
    { tool: { name: 'balkanid-mock', version }, reports, strict },
    { verbose, colour: !isFile && isTerminal(stream) && !io.env.NO_COLOR, width: widthFor(stream) },
  )
  await writeResult(text, out, io, otherwise)
  return exitCodeOf[worstOf(reports.map((report) => outcomeOf(report, { strict })))]
}

/**
 * Finds out before the work begins whether a file can be written, so that a mistake does not cost a run. Nothing is written.
 * @param flag that named it
 * @param others files that the command reads, or writes besides, by what the user knows them as
 * @throws {UsageError} where it is one of those
 * @throws {Failure} where it cannot be written
 */
export async function checkTarget(
  flag: string,
  name: string | undefined,
  others: Readonly<Record<string, string | undefined>>,
  { cwd }: Io,
): Promise<void> {
  if (name === undefined || name === '-') return
  const path = resolve(cwd, name)
  for (const [other, place] of Object.entries(others)) {
    if (place === undefined || place === '-' || resolve(cwd, place) !== path) continue
    throw new UsageError(
      `Received ${JSON.stringify(name)} for ${flag}, which is ${other} too; expected two files. Choose another place.`,
    )
  }
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) throw unwritable(flag, name, 'EISDIR')
  await access(found === undefined ? dirname(path) : path, constants.W_OK).catch(({ code }: NodeJS.ErrnoException) => {
    throw unwritable(flag, name, code)
  })
}

/**
 * Writes a result to the file or the stream that was named, and waits until it is written. A reader that goes away, as
 * `head` does, has seen enough.
 * @throws {Failure} where it cannot be written
 */
export async function writeResult(
  text: string,
  out: string | undefined,
  io: Io,
  otherwise: NodeJS.WritableStream = io.stdout,
): Promise<void> {
  if (out !== undefined && out !== '-') return await writeToFile(text, '--out', out, io)
  const error = await written(text, out === undefined ? otherwise : io.stdout)
  if (error === undefined || error.code === 'EPIPE') return
  throw new Failure(`Writing to stdout failed (${error.code ?? error.message}). Choose another place with --out.`)
}

/** @param flag that named the file @throws {Failure} where it cannot be written */
export async function writeToFile(text: string, flag: string, name: string, { cwd }: Io): Promise<void> {
  await writeFile(resolve(cwd, name), text).catch(({ code, message }: NodeJS.ErrnoException) => {
    throw unwritable(flag, name, code ?? message)
  })
}

function unwritable(flag: string, name: string, reason: string | undefined): Failure {
  return new Failure(
    `Writing to the file ${JSON.stringify(name)} failed (${reason}). Choose another place with ${flag}.`,
  )
}

/** @returns why it could not be */
function written(text: string, stream: NodeJS.WritableStream): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    // What fails is told by the event too, which would end the process where nobody listens.
    const ignore = () => undefined
    stream.once('error', ignore)
    stream.write(text, (error) => {
      if (!error) stream.off('error', ignore)
      resolve(error ?? undefined)
    })
  })
}

/** @throws {UsageError} for what is no whole number in those bounds */
export function wholeNumberFlag(
  given: GivenFlags,
  name: string,
  { least, most = Number.MAX_SAFE_INTEGER, absent }: { least: number; most?: number; absent: number },
): number {
  const found = given.get(name)
  const [text = ''] = found?.values ?? []
  if (found === undefined) return absent
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  const bounds = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`
  throw new UsageError(`Received ${JSON.stringify(text)} for ${found.from}; expected a whole number ${bounds}.`)
}

/** @returns milliseconds @throws {UsageError} for what is no duration in those bounds */
export function durationFlag(
  given: GivenFlags,
  name: string,
  { least, most = longestMs, absent }: { least: number; most?: number; absent: number },
): number {
  const found = given.get(name)
  if (found === undefined) return absent
  const [text = ''] = found.values
  const ms = Math.round(parseGoDuration(text) ?? Number.NaN)
  if (ms >= least && ms <= most) return ms
  throw new UsageError(
    `Received ${JSON.stringify(text)} for ${found.from}; expected a duration from ${asDuration(least)} to ${asDuration(most)}, such as 500ms, 30s or 1m30s.`,
  )
}

/** Of what a timer can wait for, the longest in whole hours: Node fires one of more than 2^31 - 1 milliseconds at once. */
const longestMs = 596 * 3_600_000
