/** What a client was about: asking for an export, polling it, fetching it, or none of these. */
export type Phase = 'call' | 'poll' | 'download' | 'other'

/** One request of a client with its answer, as it is shown: JSON-able, and without secrets. */
export interface Exchange {
  /** Counted from 1 in each sandbox, in the order in which exchanges were over. */
  readonly id: number
  readonly sandbox: string
  readonly export: string | null
  readonly phase: Phase
  /** Arrival by the sandbox's clock, ISO 8601. */
  readonly time: string
  readonly method: string
  /** The target as sent, masked. */
  readonly path: string
  /** Names as sent, values masked. */
  readonly requestHeaders: readonly Field[]
  readonly requestBody: Body | null
  readonly status: number | null
  readonly responseHeaders: readonly Field[]
  readonly responseBody: Body | null
  /** Of the answer's body. */
  readonly bytesSent: number
  readonly durationMs: number
  readonly gapMs: number | null
  readonly fault: string | null
  readonly problem: string | null
  readonly note: string | null
  readonly brokenOff: boolean
}

export type Field = readonly [name: string, value: string]

export interface Body {
  /** Masked; the beginning, where `truncated`. Empty where the body is compressed, since nothing in it can be masked. */
  readonly text: string
  /** The whole length where it is known, else what was sent. */
  readonly bytes: number
  /** Whether `text` is not all of it. */
  readonly truncated: boolean
}
