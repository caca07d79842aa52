import { fieldOf, hasFile } from '../answers.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { httpSemantics } from '../sources.ts'
import { evidenceTable, shortened } from '../tables.ts'

export const resumesWithIfRange: ClientRule = {
  id: 'client/resumes-with-if-range',
  level: 'should',
  requirement: 'The client SHOULD send If-Range (or If-Match) with a Range that goes on with what it has.',
  source: httpSemantics('13.1.5'),
  basis: 'inferred',
  idle: 'No download was continued with a range.',
  *check({ stories }) {
    for (const { id, downloads } of stories) {
      if (id === null) continue
      let hasPart = false
      for (const download of downloads) {
        const { requestHeaders, id: exchangeId } = download.exchange
        const range = fieldOf(requestHeaders, 'range')
        const goesOn = hasPart && range !== undefined && !/^bytes=\s*0+-/i.test(range)
        hasPart ||= hasFile(download.exchange)
        if (!goesOn) continue
        if (fieldOf(requestHeaders, 'if-range') !== undefined || fieldOf(requestHeaders, 'if-match') !== undefined) {
          yield kept
          continue
        }
        yield broken(() => ({
          received: `Range: ${shortened(range)} without If-Range (export ${id})`,
          expected: 'If-Range with the ETag of the first part',
          remedy: 'Send the ETag of the first answer in If-Range, and begin anew where the answer is 200.',
          exchanges: [exchangeId],
          evidence: evidenceTable('download', downloads, (each) => (each === download ? 'If-Range' : undefined)),
        }))
      }
    }
  },
}
