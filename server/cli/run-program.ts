import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
// On Windows npm and npx are scripts, which Node starts only through a shell, with arguments that it does not quote.
import spawn from 'cross-spawn'
import { Failure } from './command.ts'
import type { Io } from './io.ts'

/** How a program ended. */
export interface Ending {
  /** As a shell has it: 128 and the number of the signal, where one ended it. */
  readonly code: number
  /** Whether it was ended because its time was up. */
  readonly timedOut: boolean
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>
  /** After so many milliseconds it is asked to end. */
  readonly timeoutMs: number
}

/** What a program that was asked to end has left before it is ended. */
const graceMs = 5_000
/** What a program that has ended has left of its output, if others still hold it open. */
const outputMs = 1_000

/**
 * Runs a program to its end, with the input and output of this one.
 * @throws {Failure} where it cannot be started
 */
export async function runProgram(program: readonly string[], { env, timeoutMs }: RunOptions, io: Io): Promise<Ending> {
  const [name = '', ...args] = program
  const child = spawn(name, args, {
    cwd: io.cwd,
    env: { ...io.env, ...env },
    // Handed on as they are where they have a descriptor, so that it sees a terminal where there is one.
    stdio: [inheritable(io.stdin), inheritable(io.stdout), inheritable(io.stderr)],
    // A group of its own, so that what it has started can be ended with it. At a terminal it stays in that one's group:
    // there Ctrl-C reaches all of them, and none but that group may read.
    detached: hasOwnGroup(io),
  })
  child.stdout?.pipe(io.stdout, { end: false })
  child.stderr?.pipe(io.stderr, { end: false })
  child.stdin?.end()

  const started = once(child, 'spawn')
  const exit = once(child, 'exit') as Promise<[code: number | null, signal: NodeJS.Signals | null]>
  const closed = once(child, 'close')
  // What these say is said by `started` too.
  for (const promise of [exit, closed]) promise.catch(() => undefined)
  try {
    await started
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Failure(
      `Received the command ${JSON.stringify(name)}, which cannot be started (${code ?? message}); expected a program that is in PATH, or the path of one.`,
    )
  }
  let timedOut = false
  const timers: NodeJS.Timeout[] = []
  const end = () => {
    kill(child, 'SIGTERM', io)
    timers.push(setTimeout(() => kill(child, 'SIGKILL', io), graceMs))
  }
  const timeUp = () => {
    timedOut = true
    end()
  }
  timers.push(setTimeout(timeUp, timeoutMs))
  io.stop.addEventListener('abort', end)
  if (io.stop.aborted) end()
  try {
    const [code, signal] = await exit
    await Promise.race([closed, wait(outputMs, undefined, { ref: false })])
    return { code: signal === null ? (code ?? 0) : 128 + (constants.signals[signal] ?? 0), timedOut }
  } finally {
    io.stop.removeEventListener('abort', end)
    for (const timer of timers) clearTimeout(timer)
    child.stdout?.destroy()
    child.stderr?.destroy()
  }
}

function hasOwnGroup({ stdin, platform }: Io): boolean {
  return platform !== 'win32' && (stdin as Partial<{ isTTY: boolean }>).isTTY !== true
}

/** Ends a program, and where that can be done all that it has started. */
function kill(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', io: Io): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  if (io.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
  else if (hasOwnGroup(io)) killGroup(child.pid, signal, io)
  else child.kill(signal)
}

function killGroup(leader: number, signal: NodeJS.Signals, { kill }: Io): void {
  try {
    kill(-leader, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // it has just ended by itself
  }
}

function inheritable(stream: NodeJS.ReadableStream | NodeJS.WritableStream): number | 'pipe' {
  const { fd } = stream as Partial<{ fd: number }>
  return typeof fd === 'number' && fd <= 2 ? fd : 'pipe'
}
