import { fieldOf, hasFile, isCutOff, isDamaged } from '../answers.ts'
import { type ByteSpan, Coverage, lengthOf, spanOf } from '../coverage.ts'
import { type ExportStory, follows, type Timed } from '../log.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'
import { evidenceTable } from '../tables.ts'

export const downloadsOnce: ClientRule = {
  id: 'client/downloads-once',
  level: 'must',
  requirement: 'The client MUST NOT download again what it has: a file that came whole, or a part of it.',
  source: documentation,
  basis: 'inferred',
  idle: 'Nothing was downloaded.',
  *check({ stories }) {
    for (const story of stories) {
      const files = story.downloads.filter(({ exchange }) => hasFile(exchange))
      if (story.id === null || files.length === 0) continue
      yield kept
      const repeated = repeatedAmong(files, story)
      if (repeated.length === 0) continue
      const again = new Set(repeated)
      yield broken(() => ({
        received: `${repeated.length === 1 ? 'a download' : `${repeated.length} downloads`} of what had come whole before (export ${story.id})`,
        expected: 'one download, or one of each part',
        remedy: 'Keep what came, and use it for everything that needs it.',
        exchanges: repeated.slice(0, 20).map(({ exchange }) => exchange.id),
        evidence: evidenceTable('download', story.downloads, (each) => (again.has(each) ? 'nothing' : undefined)),
      }))
    }
  },
}

/**
 * Those that fetch nothing new. What was cut off, or is no sound file, counts as not having come; and parts that differ in
 * their ETags are no parts of one file.
 */
function repeatedAmong(files: readonly Timed[], { known }: ExportStory): readonly Timed[] {
  let had: Had | undefined
  let whole: Had | undefined
  const repeated: Timed[] = []
  for (const file of files) {
    const { exchange } = file
    const length = known?.size ?? lengthOf(exchange)
    const span = bounded(spanOf(exchange), length)
    const isHad = (had: Had | undefined) => had?.coverage.has(span) && follows(file, had.last)
    if (isHad(had) || isHad(whole)) repeated.push(file)
    if (isCutOff(exchange) || isDamaged(exchange, known)) continue
    const etag = fieldOf(exchange.responseHeaders, 'etag')
    if (had?.etag !== etag) had = undefined
    had ??= { etag, coverage: new Coverage(), last: file }
    had.coverage.add(span)
    if (file.end > had.last.end) had.last = file
    if (had.coverage.has(bounded(everything, length))) whole ??= had
  }
  return repeated
}

/** What has come of one file, and the download of it that was over last. */
interface Had {
  readonly etag: string | undefined
  readonly coverage: Coverage
  last: Timed
}

const everything: ByteSpan = { from: 0, to: Number.POSITIVE_INFINITY }

function bounded({ from, to }: ByteSpan, length: number | undefined): ByteSpan {
  return { from, to: Math.min(to, length ?? Number.POSITIVE_INFINITY) }
}
