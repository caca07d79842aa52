import type { Options } from 'csv-stringify/sync'

/** How a CSV file is written; RFC 4180 leaves all of this open, and so does the documentation. */
export interface Dialect {
  /** `plain`: the columns' names. `starred`: as the documentation's sample prints them. */
  readonly header: 'plain' | 'starred'
  readonly lineEnd: 'lf' | 'crlf'
  /** Whether the file begins with a UTF-8 byte order mark. */
  readonly bom: boolean
  /** `minimal`: only cells that need it. `always`: every cell that is not blank. */
  readonly quoting: 'minimal' | 'always'
}

export const defaultDialect: Dialect = { header: 'plain', lineEnd: 'lf', bom: false, quoting: 'minimal' }

/** What each member can be, the default first. */
export const dialectChoices = {
  header: ['plain', 'starred'],
  lineEnd: ['lf', 'crlf'],
  bom: [false, true],
  quoting: ['minimal', 'always'],
} as const satisfies { readonly [K in keyof Dialect]: readonly Dialect[K][] }

/** The same dialect in csv-stringify's words; every encoded byte comes from it or is held against it by a test. */
export function stringifyOptions({ lineEnd, bom, quoting }: Dialect): Options {
  return {
    bom,
    record_delimiter: lineEnd === 'crlf' ? '\r\n' : '\n',
    quoted: quoting === 'always',
    // csv-stringify 6.9 quotes a lone LF only when it is the record delimiter; RFC 4180 asks for it always.
    quoted_match: /[\r\n]/,
  }
}
