/** What a command may touch of the world. `bin.ts` hands in the process's; a test hands in its own. */
export interface Io {
  /** What is piped in. */
  readonly stdin: NodeJS.ReadableStream
  /** Results. */
  readonly stdout: NodeJS.WritableStream
  /** Everything else: progress, logs, errors. */
  readonly stderr: NodeJS.WritableStream
  readonly env: Readonly<Record<string, string | undefined>>
  /** Sends a signal to a process, or with a negative id to its group. */
  readonly kill: (pid: number, signal: NodeJS.Signals) => void
  /** As Node names it, such as `linux`. */
  readonly platform: NodeJS.Platform
  /** The current folder, where a config file is looked for. */
  readonly cwd: string
  /** Aborts when the user wants the command to end. */
  readonly stop: AbortSignal
}

/** Whether a stream ends at a person, who wants colours and progress. */
export function isTerminal(stream: NodeJS.WritableStream): boolean {
  return (stream as Partial<{ isTTY: boolean }>).isTTY === true
}

/** Commands that judge end as the contract was kept, see `exitCodeOf`; 1 is theirs for broken, so what they cannot do is 3. */
export const exitCode = { ok: 0, failure: 1, usage: 2, couldNotCheck: 3, interrupted: 130 } as const
