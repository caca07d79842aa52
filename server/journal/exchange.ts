/** What a client was about: asking for an export, polling it, fetching it, or none of these. */
export type Phase = 'call' | 'poll' | 'download' | 'other'

/** One exchange while it is under way: whoever handles it fills it in. Kept cheap: it is made for each request. */
export interface ExchangeRecord {
  /** Arrival by the sandbox's clock, milliseconds since 1970. */
  readonly time: number
  readonly method: string
  /** The target as sent: path and query. */
  url: string
  /** Whoever knows already how the target is shown says so, which spares looking. */
  isUrlMasked?: boolean | undefined
  phase: Phase
  /** As Node's `rawHeaders` has them: name, value, name, value. Not to be written to any more. */
  requestHeaders: readonly string[]
  requestBody?: string | undefined
  exportId?: string | undefined
  /** Milliseconds since the previous poll of that export. */
  gapMs?: number | undefined
  /** Absent where nothing was answered. */
  status?: number | undefined
  /** Not to be written to once the exchange is over. */
  responseHeaders?: Readonly<Record<string, string | number>> | undefined
  /** What was captured of it, bytes already cut to size by whoever sends; a text is whole. */
  responseBody?: string | Uint8Array | undefined
  /** The same, masked, where whoever sends knows how it is shown. */
  shownBody?: string | undefined
  /** Of the body. */
  bytesSent: number
  /** By the sandbox's clock, milliseconds since 1970; 0 until the exchange is over. */
  endedAt: number
  /** The names of the faults that acted, joined by `, `. */
  fault?: string | undefined
  /** What was wrong with the request, in a word (kebab-case) such as `expired`. */
  problem?: string | undefined
  /** The same in a sentence. */
  note?: string | undefined
  /** The connection ended before the answer was whole. */
  brokenOff?: boolean | undefined
  /** The journal's. */
  id?: number
  place?: number
  next?: unknown
}

/** One exchange as it is shown: JSON-able, and a fresh copy for each reader. */
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
