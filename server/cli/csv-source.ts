import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { Failure, UsageError } from './command.ts'
import { downloaded } from './csv-download.ts'
import type { Io } from './io.ts'

/** Where a CSV comes from. */
export interface CsvSource {
  /** As reports name it, without what may be secret. */
  readonly name: string
  /** In bytes; `undefined` where it is not known beforehand. */
  readonly size: number | undefined
  /** To be read once. Throws a `Failure` where it breaks off. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Fewer and larger turns than by default. */
const chunkBytes = 1 << 20

/**
 * Opens a file, what is piped in (`-`), or a URL. Reading it ends when the user wants the command to end.
 * @throws {UsageError} where nothing is piped in, or a URL could not be one of a file
 * @throws {Failure} where it cannot be read
 */
export async function openCsv(place: string, io: Io): Promise<CsvSource> {
  if (place === '') {
    throw new UsageError('Received an empty name; expected a file, a URL, or - for what is piped in.')
  }
  if (place === '-') return piped(io)
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(place) ?? []
  if (scheme === undefined) return await file(place, io)
  if (/^https?$/i.test(scheme)) return await downloaded(place, io)
  throw new UsageError(
    `Received a URL that begins with ${JSON.stringify(`${scheme}://`)}; expected a file, http:// or https://.`,
  )
}

function piped({ stdin, stop }: Io): CsvSource {
  if ((stdin as Partial<{ isTTY: boolean }>).isTTY) {
    throw new UsageError(
      'Received no file, and nothing is piped in; expected a file, a URL, or - for what is piped in.',
    )
  }
  const unreadable = (reason: string) =>
    new Failure(`Received what is piped in; expected what can be read (${reason}). Give a file instead.`)
  return {
    name: 'stdin',
    size: undefined,
    bytes: contentOf(() => addAbortSignal(stop, stdin as Readable), unreadable),
  }
}

async function file(name: string, { cwd, stop }: Io): Promise<CsvSource> {
  const path = resolve(cwd, name)
  const unreadable = (reason: string) =>
    new Failure(`Received the file ${JSON.stringify(name)}; expected one that can be read (${reason}).`)
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(reasonOf(error))
  })
  if (found.isDirectory()) throw unreadable('it is a folder')
  return {
    name,
    size: found.isFile() ? found.size : undefined,
    bytes: contentOf(() => createReadStream(path, { highWaterMark: chunkBytes, signal: stop }), unreadable),
  }
}

/** Opened by whoever reads, as a stream that nobody reads would throw its error at the process. */
async function* contentOf(
  open: () => Readable,
  unreadable: (reason: string) => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* open()
  } catch (error) {
    throw unreadable(reasonOf(error as NodeJS.ErrnoException))
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return reasons[code ?? ''] ?? code ?? message
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is none of that name',
  EACCES: 'its permissions forbid it',
  EISDIR: 'it is a folder',
}
