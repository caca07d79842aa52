/** What a matcher says, as `expect.extend` of vitest and of jest takes it. */
export interface Matched {
  readonly pass: boolean
  readonly message: () => string
}

/** What a matcher is told of how it is called. */
export interface Context {
  /** Whether the test says `.not`. */
  readonly isNot?: boolean
}

/** What was expected of whom, and what was seen of it. */
export interface Seen {
  /** `undefined` where it cannot be told. */
  readonly holds: boolean | undefined
  /** Whoever was judged, as a sentence has them: `the client of sandbox s1`. */
  readonly who: string
  /** Completes "expected them to …". */
  readonly deed: string
  /** Completes "expected …, but …", where there is more to say than that they did or did not. */
  readonly but?: string
  /** What shows it. */
  readonly lines: () => readonly string[]
}

/**
 * Passes where it holds, or under `.not` where it does not. What cannot be told fails either way: a test that nothing
 * came of must not be green.
 */
export function matched({ isNot = false }: Context, { holds, who, deed, but, lines }: Seen): Matched {
  const seen = but ?? (holds === undefined ? 'that cannot be told' : holds ? 'it did' : 'it did not')
  return {
    pass: holds ?? isNot,
    message: () => [`Expected ${who} ${isNot ? 'not ' : ''}to ${deed}, but ${seen}.`, ...lines()].join('\n'),
  }
}
