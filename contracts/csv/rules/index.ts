import type { CsvRule } from '../rule.ts'
import { appId } from './app-id.ts'
import { backslashEscape } from './backslash-escape.ts'
import { blankLine } from './blank-line.ts'
import { boolean } from './boolean.ts'
import { byteOrderMark } from './byte-order-mark.ts'
import { collapsedQuotes } from './collapsed-quotes.ts'
import { contradictingRows } from './contradicting-rows.ts'
import { dateTime } from './date-time.ts'
import { duplicateColumn } from './duplicate-column.ts'
import { email } from './email.ts'
import { extraCell } from './extra-cell.ts'
import { extraColumn } from './extra-column.ts'
import { goDuration } from './go-duration.ts'
import { gzip } from './gzip.ts'
import { html } from './html.ts'
import { incompletePair } from './incomplete-pair.ts'
import { integrationId } from './integration-id.ts'
import { jsonDocument } from './json-document.ts'
import { jsonShape } from './json-shape.ts'
import { jsonSyntax } from './json-syntax.ts'
import { misplacedColumn } from './misplaced-column.ts'
import { missingCell } from './missing-cell.ts'
import { missingColumn } from './missing-column.ts'
import { missingHeader } from './missing-header.ts'
import { misspeltColumn } from './misspelt-column.ts'
import { mixedLineEnds } from './mixed-line-ends.ts'
import { notUtf8 } from './not-utf8.ts'
import { nul } from './nul.ts'
import { oneOf } from './one-of.ts'
import { requiredCell } from './required-cell.ts'
import { starredColumn } from './starred-column.ts'
import { strayQuote } from './stray-quote.ts'
import { truncated } from './truncated.ts'
import { ulid } from './ulid.ts'
import { ulidTime } from './ulid-time.ts'
import { unclosedQuote } from './unclosed-quote.ts'
import { unescapedJson } from './unescaped-json.ts'
import { xml } from './xml.ts'

/** Every rule about CSV files, in the order of reports: the file, its header, its records, its cells. */
export const csvRules: readonly CsvRule[] = [
  html,
  xml,
  jsonDocument,
  gzip,
  missingHeader,
  byteOrderMark,
  notUtf8,
  nul,
  mixedLineEnds,
  blankLine,
  truncated,
  missingColumn,
  extraColumn,
  misspeltColumn,
  duplicateColumn,
  misplacedColumn,
  starredColumn,
  missingCell,
  extraCell,
  unclosedQuote,
  strayQuote,
  backslashEscape,
  unescapedJson,
  collapsedQuotes,
  requiredCell,
  incompletePair,
  ulid,
  ulidTime,
  email,
  goDuration,
  dateTime,
  oneOf,
  boolean,
  appId,
  integrationId,
  jsonSyntax,
  jsonShape,
  contradictingRows,
]
