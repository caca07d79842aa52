/** When an export is ready, as data. Time is in milliseconds. */
export type Readiness =
  /** The first `polls` HEAD requests are answered 404. */
  | { readonly after: 'polls'; readonly polls: number }
  /** Ready so long after the POST. */
  | { readonly after: 'duration'; readonly ms: number }
  /** Ready when it is released; never, if it never is. */
  | { readonly after: 'release' }

/** A state has what it needs to be judged at any later time: no timer moves it. */
export type ExportState =
  | { readonly state: 'preparing'; readonly pollsSeen: number }
  /** @property at when it became ready, in milliseconds since 1970 */
  | { readonly state: 'ready'; readonly at: number }
  /** Ended before its URLs did: somebody said so. @property at when, in milliseconds since 1970 */
  | { readonly state: 'expired'; readonly at: number }

/** The state of an export at its POST. */
export function begin(policy: Readiness, now: number): ExportState {
  return settle(unpolled, policy, now, now)
}

/** Shared by all that have not been polled: an export is small, and there may be many. */
const unpolled: ExportState = { state: 'preparing', pollsSeen: 0 }

/** The state as it is seen at `now`, without a poll. */
export function settle(state: ExportState, policy: Readiness, issuedAt: number, now: number): ExportState {
  if (state.state !== 'preparing') return state
  switch (policy.after) {
    case 'polls':
      return state.pollsSeen >= policy.polls ? { state: 'ready', at: now } : state
    case 'duration':
      return now >= issuedAt + policy.ms ? { state: 'ready', at: issuedAt + policy.ms } : state
    case 'release':
      return state
    default:
      return policy satisfies never
  }
}

/**
 * What a poll at `now` finds, and what it leaves behind. Under `polls` the last 404 makes the export ready, so exactly
 * the first n polls get one.
 */
export function poll(
  state: ExportState,
  policy: Readiness,
  issuedAt: number,
  now: number,
): { readonly found: ExportState; readonly next: ExportState } {
  const found = settle(state, policy, issuedAt, now)
  if (found.state !== 'preparing') return { found, next: found }
  const polled = { state: 'preparing', pollsSeen: found.pollsSeen + 1 } as const
  return { found, next: settle(polled, policy, issuedAt, now) }
}

/** Completes the sentence "ready …". */
export function describeReadiness(policy: Readiness): string {
  switch (policy.after) {
    case 'polls':
      return policy.polls === 1 ? 'after 1 poll' : `after ${policy.polls} polls`
    case 'duration':
      return `after ${policy.ms / 1000} s`
    case 'release':
      return 'when it is released'
    default:
      return policy satisfies never
  }
}
