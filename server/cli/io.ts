/** What a command may touch of the world. `bin.ts` hands in the process's; a test hands in its own. */
export interface Io {
  /** Results. */
  readonly stdout: NodeJS.WritableStream
  /** Everything else: progress, logs, errors. */
  readonly stderr: NodeJS.WritableStream
  readonly env: Readonly<Record<string, string | undefined>>
  /** The current folder, where a config file is looked for. */
  readonly cwd: string
  /** Aborts when the user wants the command to end. */
  readonly stop: AbortSignal
}

/** Whether a stream ends at a person, who wants colours and progress. */
export function isTerminal(stream: NodeJS.WritableStream): boolean {
  return (stream as Partial<{ isTTY: boolean }>).isTTY === true
}

export const exitCode = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const
