import type { Clock } from '../../clock.ts'
import type { SandboxDescription } from '../../sandboxes/sandbox.ts'

const everyMs = 500
/** Clocks show whole milliseconds. */
const roundingMs = 1

/** What a sandbox is told to be, and its clock, whenever either is changed; that the clock goes on is no change. */
export class FollowedSettings {
  private readonly describe: () => SandboxDescription
  private readonly machine: Clock
  private lookAt = Number.NEGATIVE_INFINITY
  private told: { readonly settings: string; readonly now: number; readonly machineTime: number } | undefined

  constructor(describe: () => SandboxDescription, machine: Clock) {
    this.describe = describe
    this.machine = machine
  }

  /** @returns the sandbox at first and where it has changed, not looking more often than twice a second */
  next(elapsed: number): SandboxDescription | undefined {
    if (elapsed < this.lookAt) return undefined
    this.lookAt = elapsed + everyMs
    const description = this.describe()
    const { exports: _, exchanges: __, clock, ...settings } = description
    const { now: shown, ...pace } = clock
    const now = Date.parse(shown)
    const machineTime = this.machine.now()
    const seen = JSON.stringify([settings, pace])
    const { told } = this
    if (told?.settings === seen) {
      const expected = told.now + (machineTime - told.machineTime) * clock.scale
      if (Math.abs(now - expected) <= roundingMs) return undefined
    }
    this.told = { settings: seen, now, machineTime }
    return description
  }
}
