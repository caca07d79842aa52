import type { HostedSandbox } from '../../sandboxes/sandbox.ts'
import type { World } from '../../sandboxes/world.ts'
import type { Whereabouts } from '../route.ts'
import { FollowedExchanges } from './followed-exchanges.ts'
import { FollowedExports } from './followed-exports.ts'
import { FollowedSettings } from './followed-settings.ts'
import { liveReportOf } from './live-report.ts'

/** Something for the page to be told; `data` is JSON-able. */
export interface ActivityEvent {
  readonly event: 'sandbox' | 'exports' | 'exchanges' | 'report' | 'end'
  readonly data: unknown
}

/**
 * What one reader is told of a sandbox until it is reset. Nothing is done for it between two calls of `next`: what has
 * changed is found by looking, so that an exchange costs its client nothing, however many follow.
 */
export class Activity {
  /** What is followed: a reset makes another. */
  readonly world: World
  private readonly sandbox: HostedSandbox
  private readonly settings: FollowedSettings
  private readonly exports: FollowedExports
  private readonly exchanges: FollowedExchanges
  private readonly report: ReturnType<typeof liveReportOf>
  private toldReport = 0

  /** @param seen puts the base URL into a description that is good for the reader */
  constructor(sandbox: HostedSandbox, seen: Whereabouts['seen']) {
    this.sandbox = sandbox
    this.world = sandbox.world
    this.settings = new FollowedSettings(() => seen(sandbox.describe()), sandbox.machineClock)
    this.exports = new FollowedExports(sandbox)
    this.exchanges = new FollowedExchanges(sandbox.world.journal)
    this.report = liveReportOf(sandbox)
  }

  /**
   * What has changed since the last call; all there is at the first.
   * @param elapsed milliseconds by a clock that is never set
   */
  next(elapsed: number): readonly ActivityEvent[] {
    return [
      ...eventOf('sandbox', this.settings.next(elapsed)),
      ...eventOf('exports', this.exports.next()),
      ...eventOf('exchanges', this.exchanges.next()),
      ...eventOf('report', this.nextReport(elapsed)),
    ]
  }

  /** Why there is nothing more to follow. */
  end(): ActivityEvent {
    return { event: 'end', data: { reason: this.sandbox.world === this.world ? 'ended' : 'reset' } }
  }

  private nextReport(elapsed: number): unknown {
    const { version, report } = this.report.latest(elapsed)
    if (version === this.toldReport) return undefined
    this.toldReport = version
    return report
  }
}

function eventOf(event: ActivityEvent['event'], data: unknown): readonly ActivityEvent[] {
  return data === undefined ? [] : [{ event, data }]
}
