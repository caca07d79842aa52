import { isShorter, waitBetween } from '../../contracts/client/answers.ts'
import { readLog } from '../../contracts/client/log.ts'
import { stoodStill } from '../../contracts/client/rules/waits-between-polls.ts'
import { durationText } from '../../contracts/client/tables.ts'
import type { Duration } from '../options.ts'
import type { Sandbox } from '../sandboxes/sandbox.ts'
import { check, duration } from '../shapes/index.ts'

/** How often, and how far apart, each export is polled. */
export interface Polling {
  /** Exactly so many polls of each export. @default any number from 1 */
  readonly times?: number
  /** The shortest wait between an answer and the next poll of the same export, by the sandbox's clock. @default any */
  readonly minGap?: Duration
}

/** Whether exports were polled as expected, which may not be known, and what there is to say of it, as sentences. */
export interface PollingSeen {
  readonly holds: boolean | undefined
  readonly said: readonly string[]
}

/** How one export was polled. */
interface Polled {
  readonly id: string
  readonly times: number
  /** Between an answer and the next poll, in milliseconds. */
  readonly gaps: readonly number[]
}

/** Judges how the exports of a sandbox were polled. HEAD alone counts as a poll. */
export function pollingIn(sandbox: Sandbox, { times, minGap }: Polling): PollingSeen {
  const { forgotten } = sandbox.report().facts
  if (forgotten !== 0) return unclear(`The journal has forgotten ${forgotten} exchanges. Let it keep more of them.`)
  const exports = exportsIn(sandbox)
  const isManual = sandbox.clock.describe().mode === 'manual'
  const wrong = [...wrongCounts(exports, times), ...(minGap === undefined ? [] : wrongGaps(exports, minGap, isManual))]
  if (wrong.length > 0) return { holds: false, said: wrong }
  const gaps = exports.flatMap((each) => each.gaps)
  if (minGap !== undefined && gaps.length === 0) return unclear(noGap)
  if (minGap !== undefined && isManual && gaps.includes(0)) return unclear(stoodStill)
  return { holds: true, said: [] }
}

/** Completes "expected the client to …". */
export function pollingText({ times, minGap }: Polling): string {
  const count = times === undefined ? [] : [times === 1 ? 'exactly once' : `exactly ${times} times`]
  const gap = minGap === undefined ? [] : [`at least ${durationText(msOf(minGap))} after the answer before`]
  return ['poll each export', [...count, ...gap].join(', ')].join(' ').trimEnd()
}

const noGap =
  'No export was polled a second time, so there is no gap to measure. Let its file take more polls: notReadyPolls is at least 1.'

function unclear(why: string): PollingSeen {
  return { holds: undefined, said: [why] }
}

function exportsIn(sandbox: Sandbox): readonly Polled[] {
  const now = sandbox.clock.now().toISOString()
  const exchanges = sandbox.exchanges()
  const { stories } = readLog({ sandbox: sandbox.id, scenario: null, exchanges, exports: [], dropped: 0, now })
  return stories.flatMap(({ id, uses }) => {
    const polls = uses.filter(({ exchange }) => exchange.phase === 'poll')
    const gaps = polls.slice(1).map((poll, i) => waitBetween(polls[i]!, poll))
    return id === null ? [] : [{ id, times: polls.length, gaps }]
  })
}

function wrongCounts(exports: readonly Polled[], expected: number | undefined): readonly string[] {
  if (exports.length === 0 && expected !== 0) return ['No export was polled, as none was made.']
  const wrong = exports.filter(({ times }) => (expected === undefined ? times === 0 : times !== expected))
  if (wrong.length === 0) return []
  return [
    ...wrong.map(({ id, times }) => `Export ${id} was polled ${times === 1 ? 'once' : `${times} times`}.`),
    "Poll until the first 200, and no further; the sandbox's readiness says how many polls that takes.",
  ]
}

/** A clock that stands still says nothing about a gap. */
function wrongGaps(exports: readonly Polled[], expected: Duration, isManual: boolean): readonly string[] {
  const isTooShort = (gap: number) => isShorter(gap, msOf(expected)) && !(isManual && gap === 0)
  const wrong = exports.filter(({ gaps }) => gaps.some(isTooShort))
  if (wrong.length === 0) return []
  return [
    ...wrong.map(({ id, gaps }) => {
      const short = gaps.filter(isTooShort)
      return `Export ${id} was polled again after ${durationText(Math.min(...short))}: ${short.length} of ${gaps.length} gaps are too short.`
    }),
    'Wait before each further poll, a little longer each time.',
  ]
}

function msOf(gap: Duration): number {
  return check(duration(), gap, 'minGap')
}
