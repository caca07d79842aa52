import { clearTimeout, setTimeout } from 'node:timers'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../clock.ts'

/** How a sandbox's time passes. */
export type ClockMode =
  /** As the machine's. */
  | { readonly mode: 'real' }
  /** So many times as fast as the machine's. */
  | { readonly mode: 'scaled'; readonly scale: number }
  /** Only when it is told to. @property start milliseconds since 1970 */
  | { readonly mode: 'manual'; readonly start: number }

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

/** What takes sandbox time, such as a slow download. While one is awake, `advance` waits for it. */
export interface Activity {
  /** @throws the signal's reason when it aborts */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Waits for something outside, such as a client that reads slowly: time may pass meanwhile. */
  outside<T>(waiting: Promise<T>): Promise<T>
  /** Must be called when it is over, however it ends. */
  end(): void
}

/**
 * A sandbox's clock. It can be set and advanced in every mode. Where it is manual nothing waits for a timer of the
 * machine, so timers that a test has replaced cannot hang it.
 */
export class SandboxClock implements Clock {
  private readonly machine: Clock
  private scale = 1
  /** Sandbox time was `time` when the machine's was `machineTime`. */
  private time: number
  private machineTime: number
  /** The next to wake is the last. */
  private sleepers: Sleeper[] = []
  private timer: NodeJS.Timeout | undefined
  private awake = 0
  private quiet: (() => void)[] = []
  private moving: Promise<void> = Promise.resolve()

  constructor(machine: Clock, mode: ClockMode) {
    this.machine = machine
    this.time = this.machineTime = machine.now()
    this.run(mode)
  }

  now(): number {
    return Math.floor(this.exact())
  }

  /** Whether it shows what the machine's clock shows. */
  get isMachines(): boolean {
    return this.scale === 1 && this.time === this.machineTime
  }

  get mode(): 'real' | 'scaled' | 'manual' {
    if (this.scale === 0) return 'manual'
    return this.scale === 1 ? 'real' : 'scaled'
  }

  /** How many times as fast as the machine's it is; 0 where it is manual. */
  get speed(): number {
    return this.scale
  }

  /** How many sleep until it comes to their time. */
  get waiting(): number {
    return this.sleepers.length
  }

  /** Resolves once so many sleep. */
  async waits(count: number): Promise<void> {
    while (this.sleepers.length < count) await setImmediate()
  }

  /** Goes on in another mode: a real clock returns to the machine's time, a scaled one goes on from its own. */
  run(mode: ClockMode): void {
    const machineTime = this.machine.now()
    const { time, scale } = this.startOf(mode, machineTime)
    this.time = time
    this.scale = scale
    this.machineTime = machineTime
    this.wakeDue()
  }

  /** Stops where it is; from now on it moves only when it is told to. */
  stop(): void {
    this.run({ mode: 'manual', start: this.now() })
  }

  /** Moves on, and resolves when everything that falls due on the way has happened. */
  advance(ms: number): Promise<void> {
    return this.queue(async () => {
      const target = this.exact() + ms
      await this.wakeUntil(target)
      // A clock that runs may have come past it meanwhile.
      await this.settleAt(Math.max(target, this.exact()))
    })
  }

  /** As `advance`, to an instant in milliseconds since 1970; to an earlier one as well, where nothing falls due. */
  set(time: number): Promise<void> {
    return this.queue(async () => {
      await this.wakeUntil(time)
      await this.settleAt(time)
    })
  }

  activity(): Activity {
    this.awake++
    let isOver = false
    return {
      sleep: (ms, signal) => this.sleep(ms, signal),
      outside: async (waiting) => {
        this.rest()
        try {
          return await waiting
        } finally {
          this.awake++
        }
      },
      end: () => {
        if (!isOver) this.rest()
        isOver = true
      },
    }
  }

  private sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason)
    this.rest()
    return new Promise<void>((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener('abort', abort)
        this.awake++
      }
      const sleeper: Sleeper = {
        due: this.exact() + ms,
        wake: () => {
          leave()
          resolve()
        },
      }
      const abort = () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper)
        leave()
        reject(signal.reason)
        this.arm()
      }
      signal.addEventListener('abort', abort)
      const at = this.sleepers.findIndex(({ due }) => due <= sleeper.due)
      this.sleepers.splice(at === -1 ? this.sleepers.length : at, 0, sleeper)
      this.arm()
    })
  }

  /** With fractions of a millisecond, which pieces of a fast download add up from. */
  private exact(): number {
    if (this.scale === 0) return this.time
    return Math.min(this.time + (this.machine.now() - this.machineTime) * this.scale, latest)
  }

  private startOf(mode: ClockMode, machineTime: number): { time: number; scale: number } {
    switch (mode.mode) {
      case 'real':
        return { time: machineTime, scale: 1 }
      case 'scaled':
        return { time: this.now(), scale: mode.scale }
      case 'manual':
        return { time: mode.start, scale: 0 }
      default:
        return mode satisfies never
    }
  }

  private async wakeUntil(target: number): Promise<void> {
    await this.untilQuiet() // whoever has not gone to sleep yet does so at the time that it is now
    for (let next = this.sleepers.at(-1); next !== undefined && next.due <= target; next = this.sleepers.at(-1)) {
      await this.settleAt(Math.max(next.due, this.exact()))
    }
  }

  private async settleAt(time: number): Promise<void> {
    this.time = time
    this.machineTime = this.machine.now()
    this.wakeDue()
    await this.untilQuiet()
  }

  private async untilQuiet(): Promise<void> {
    do {
      if (this.awake > 0) await new Promise<void>((resolve) => this.quiet.push(resolve))
      await setImmediate() // what was written leaves the process, and whoever waited for that is awake again
    } while (this.awake > 0)
  }

  /** One after the other, so that two calls add up. */
  private queue(move: () => Promise<void>): Promise<void> {
    const moved = this.moving.then(move)
    this.moving = moved.catch(() => undefined)
    return moved
  }

  private wakeDue(): void {
    const now = this.exact()
    for (let next = this.sleepers.at(-1); next !== undefined && next.due <= now; next = this.sleepers.at(-1)) {
      this.sleepers.pop()
      next.wake()
    }
    this.arm()
  }

  /** One timer of the machine, for the next to wake; none where the clock is manual. */
  private arm(): void {
    clearTimeout(this.timer)
    const next = this.sleepers.at(-1)
    if (next === undefined || this.scale === 0) return
    const ms = Math.ceil((next.due - this.exact()) / this.scale)
    this.timer = setTimeout(() => this.wakeDue(), Math.min(Math.max(0, ms), longestTimerMs))
  }

  private rest(): void {
    this.awake--
    if (this.awake > 0) return
    const { quiet } = this
    this.quiet = []
    for (const tell of quiet) tell()
  }
}

/** The last instant of the year 8999: later ones have more digits than dates and signatures have room for. */
const latest = Date.UTC(9000, 0, 1) - 1
/** What Node's timers can count to. */
const longestTimerMs = 2 ** 31 - 1
