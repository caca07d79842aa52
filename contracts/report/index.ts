import { console } from './console.ts'
import type { ReportFormatName } from './format-names.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { ReportFormat } from './report-format.ts'
import { sarif } from './sarif.ts'

/** Every way to write down what the judges say, by the name that `--format` takes. */
export const reportFormats = { console, json, junit, sarif, markdown } as const satisfies Readonly<
  Record<ReportFormatName, ReportFormat>
>
