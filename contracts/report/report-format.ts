import type { Report, Strictness } from './report.ts'

/** What a renderer is given: the reports of one call of one tool. */
export interface Run extends Strictness {
  readonly tool: { readonly name: string; readonly version: string }
  readonly reports: readonly Report[]
}

/** How it is shown. Nothing is taken from the environment: whoever calls knows whether there is a terminal. */
export interface RenderOptions {
  /** Whether the console report is coloured. @default false */
  readonly colour?: boolean
  /** How wide the console report is, in columns, at least 40. @default 80 */
  readonly width?: number
  /** Whether rules that passed or were not exercised are listed too. JSON and JUnit always list them. @default false */
  readonly verbose?: boolean
}

/** One way to write down a run. */
export interface ReportFormat {
  readonly name: string
  /** One sentence for help texts. */
  readonly summary: string
  readonly mediaType: string
  /** Of a file that holds it, with its dot. */
  readonly extension: string
  /** The whole text, which ends with a line end. Any text in the reports is taken as foreign, and made harmless. */
  render(run: Run, options?: RenderOptions): string
}
