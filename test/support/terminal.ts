import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { Io } from '../../server/cli/io.ts'
import { main } from '../../server/cli/main.ts'

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A stream that remembers what was written to it. */
export class Screen extends Writable {
  readonly isTTY: boolean
  readonly columns: number | undefined
  text = ''

  /** @param columns of a terminal */
  constructor(isTTY = false, columns?: number) {
    super()
    this.isTTY = isTTY
    this.columns = columns
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.text += chunk.toString()
    this.emit('text', this.text)
    done()
  }

  /** Resolves with all text once some of it matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) await new Promise((resolve) => this.once('text', resolve))
    return this.text
  }
}

/** A world with nothing in it: no variables, and a folder without a config file. */
export function emptyIo(besides: Partial<Io> = {}): Io {
  return {
    stdin: Readable.from([]),
    stdout: new Screen(),
    stderr: new Screen(),
    env: {},
    kill: (pid, signal) => void process.kill(pid, signal),
    platform: process.platform,
    cwd: join(tmpdir(), 'balkanid-mock-no-such-folder'),
    stop: new AbortController().signal,
    ...besides,
  }
}

/** What a command finds besides its arguments and the environment. */
export interface World extends Pick<Partial<Io>, 'cwd' | 'stdin'> {
  /** Whether stdout and stderr are a terminal, of 80 columns. */
  readonly isTerminal?: boolean
}

/** Runs the command to its end, without a process of its own. */
export async function run(
  args: readonly string[],
  env: Record<string, string> = {},
  besides: World = {},
): Promise<Outcome> {
  const { stdout, stderr, ended } = start(args, env, besides)
  const code = await ended
  return { code, stdout: stdout.text, stderr: stderr.text }
}

/** Starts the command and lets it run. */
export function start(
  args: readonly string[],
  env: Record<string, string> = {},
  { isTerminal, ...besides }: World = {},
) {
  const [stdout, stderr] = [new Screen(isTerminal), new Screen(isTerminal)]
  const stop = new AbortController()
  const ended = main(args, emptyIo({ stdout, stderr, env, stop: stop.signal, ...besides }))
  return { stdout, stderr, stop: () => stop.abort(), ended }
}
