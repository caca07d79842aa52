/** The media type of each format in which reports are written. */
export const reportMediaTypes = {
  console: 'text/plain; charset=utf-8',
  json: 'application/json',
  junit: 'application/xml',
  sarif: 'application/sarif+json',
  markdown: 'text/markdown; charset=utf-8',
} as const

export type ReportFormatName = keyof typeof reportMediaTypes

/** Apart from the formats themselves, which are loaded when one is asked for. */
export const reportFormatNames = Object.keys(reportMediaTypes) as unknown as readonly [
  ReportFormatName,
  ...ReportFormatName[],
]

export function isReportFormat(name: string): name is ReportFormatName {
  return Object.hasOwn(reportMediaTypes, name)
}
