import type { Phase } from '../../contracts/client/exchange.ts'

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
