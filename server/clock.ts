/** Time as the server sees it; handed in, so that a test moves it and never waits. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
