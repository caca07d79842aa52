import { Writable } from 'node:stream'
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
  text = ''

  constructor(isTTY = false) {
    super()
    this.isTTY = isTTY
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

/** Runs the command to its end, without a process of its own. */
export async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const [stdout, stderr] = [new Screen(), new Screen()]
  const code = await main(args, { stdout, stderr, env, stop: new AbortController().signal })
  return { code, stdout: stdout.text, stderr: stderr.text }
}

/** Starts the command and lets it run. */
export function start(args: readonly string[], env: Record<string, string> = {}) {
  const [stdout, stderr] = [new Screen(), new Screen()]
  const stop = new AbortController()
  const ended = main(args, { stdout, stderr, env, stop: stop.signal })
  return { stdout, stderr, stop: () => stop.abort(), ended }
}
