import type { Clock } from '../../server/index.ts'

/** A clock that stands still until it is told to advance. */
export class ManualClock implements Clock {
  private ms: number

  constructor(start: Date | string = '2026-03-04T05:06:07Z') {
    this.ms = new Date(start).getTime()
  }

  now(): number {
    return this.ms
  }

  advance(ms: number): void {
    this.ms += ms
  }
}
