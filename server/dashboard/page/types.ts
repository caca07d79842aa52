// What the server sends, by the names that the page has for it.
import type { ExportDescription, SandboxDescription } from '../../sandboxes/sandbox.ts'

export type { Body, Exchange, Field, Phase } from '../../../contracts/client/exchange.ts'
export type { Finding, Report, Verdict } from '../../../contracts/report/report.ts'
export type { ClockDescription as Clock } from '../../sandboxes/sandbox.ts'

export type Sandbox = SandboxDescription

export type { ExchangeMark } from '../../journal/stored-exchange.ts'

/** An export, and how far its download is that is under way. */
export type Export = ExportDescription & {
  readonly downloading: { readonly sent: number; readonly of: number | null } | null
}

/** A problem of the admin API (RFC 9457). */
export interface Problem {
  readonly title?: string
  readonly detail?: string
  readonly received?: string
  readonly expected?: string
  readonly remedy?: string
  readonly errors?: readonly { readonly path: string; readonly received: string; readonly expected: string }[]
}
