import { performance } from 'node:perf_hooks'
import { type JudgedReport, judgedReport } from '../../judging/judged-report.ts'
import type { HostedSandbox } from '../../sandboxes/sandbox.ts'
import type { World } from '../../sandboxes/world.ts'

/** Not more often than twice a second, … */
const leastPauseMs = 500
/** … and never more than a fiftieth of the time, however much there is to judge. */
const pausePerWork = 50
/** Silence tells something too: whether a client has given up. */
const silenceMs = 2000

export interface LiveReport {
  /** @param elapsed milliseconds by a clock that is never set @returns the report, and which one it is, counted from 1 */
  latest(elapsed: number): { readonly version: number; readonly report: JudgedReport }
}

const reports = new WeakMap<World, LiveReport>()

/** What the client of a sandbox is judged to be as it goes on; one for all who follow it. */
export function liveReportOf(sandbox: HostedSandbox): LiveReport {
  const known = reports.get(sandbox.world)
  if (known !== undefined) return known
  const made = liveReport(sandbox)
  reports.set(sandbox.world, made)
  return made
}

/** @param work measures how long judging takes, in milliseconds */
export function liveReport(sandbox: HostedSandbox, work = () => performance.now()): LiveReport {
  const { world } = sandbox
  let nextAt = Number.NEGATIVE_INFINITY
  let version = 0
  let report: JudgedReport | undefined
  let verdicts = ''
  let judged = { exchange: 0, activity: '', now: 0 }

  return {
    latest(elapsed) {
      if (report !== undefined && elapsed < nextAt) return { version, report }
      const seen = {
        exchange: world.journal.latestId,
        activity: `${world.exports.count} ${world.scenario?.name}`,
        now: world.clock.now(),
      }
      const isSame =
        seen.exchange === judged.exchange &&
        seen.activity === judged.activity &&
        Math.abs(seen.now - judged.now) < silenceMs
      if (report !== undefined && isSame) return { version, report }
      judged = seen
      const start = work()
      const next = judgedReport(sandbox.report())
      const said = JSON.stringify(next.verdicts)
      nextAt = elapsed + Math.max(leastPauseMs, pausePerWork * (work() - start))
      if (report !== undefined && said === verdicts) return { version, report }
      verdicts = said
      report = next
      version++
      return { version, report }
    },
  }
}
