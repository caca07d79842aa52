import type { Report } from '../report/report.ts'
import type { Header } from './header.ts'
import { isStarred } from './header.ts'
import type { LineEnd } from './reading/record.ts'
import type { FlawKind } from './rule.ts'

/** The explanations of damaged quotes that say how a whole file was written. */
const diagnoses: Partial<Record<FlawKind, string>> = {
  'backslash-escape': 'backslash-escaped',
  'unescaped-json': 'unescaped JSON',
  'collapsed-quotes': 'doubled quotes collapsed',
}

/** What is seen of a file besides what is judged. */
export class Facts {
  bytes = 0
  /** Records behind the header, blank lines not among them. */
  rows = 0
  hasByteOrderMark = false
  /** That of the first record. */
  lineEnd: LineEnd = 'none'
  hasMixedLineEnds = false
  hasQuotes = false
  private readonly diagnosed = new Map<string, number>()

  /** Takes note of a flaw that tells how the file was quoted. */
  diagnose(flaw: FlawKind): void {
    const diagnosis = diagnoses[flaw]
    if (diagnosis !== undefined) this.diagnosed.set(diagnosis, 1 + (this.diagnosed.get(diagnosis) ?? 0))
  }

  /** @param header `undefined` where the file has none */
  report(header: Header | undefined): Report['facts'] {
    return {
      rows: this.rows,
      bytes: this.bytes,
      columns: header === undefined ? null : header.columns.length,
      header: header === undefined ? null : styleOf(header),
      'line-end': this.hasMixedLineEnds ? 'mixed' : this.lineEnd === 'none' ? null : this.lineEnd,
      bom: this.hasByteOrderMark,
      quoting: this.quoting,
    }
  }

  /** What was diagnosed most often. */
  private get quoting(): string {
    const [most] = [...this.diagnosed].sort(([, a], [, b]) => b - a)
    return most?.[0] ?? (this.hasQuotes ? 'RFC 4180' : 'none')
  }
}

function styleOf({ columns }: Header): 'plain' | 'starred' {
  return columns.some(({ name }) => isStarred(name)) ? 'starred' : 'plain'
}
