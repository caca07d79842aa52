import type { ReportFormatName } from '../../contracts/contract.ts'

/** Those in which a comparison can be written, which is no report. */
export const comparisonFormats: readonly ReportFormatName[] = ['console', 'json', 'markdown']
