import type { ProviderClock } from '../../../contracts/index.ts'

/** Waiting takes no time, but the clock goes on by it. */
export class VirtualClock implements ProviderClock {
  private ms = Date.UTC(2026, 2, 4, 5, 6, 7)
  /** What was waited for, in milliseconds. */
  readonly waits: number[] = []

  now(): number {
    return this.ms
  }

  async wait(ms: number): Promise<void> {
    this.waits.push(ms)
    this.ms += ms
  }
}
