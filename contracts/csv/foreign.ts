import type { Dataset } from '../dataset.ts'
import { isHeaderRow, readHeader } from './header.ts'
import type { FlawKind } from './rule.ts'
import { showAround } from './show.ts'

/** Something else than CSV, as it is known by its first bytes. */
export interface ForeignContent {
  readonly flaw: FlawKind
  /** Completes the sentence "the file is …". */
  readonly name: string
  readonly isBeginning: (bytes: Uint8Array, dataset: Dataset) => boolean
  /** The beginning as a message shows it. */
  readonly show: (bytes: Uint8Array) => string
  /** How to mend it, as a sentence. @default what the rule says */
  readonly remedy?: string
}

/** So many bytes tell what a file is, white space before it included. */
export const sniffed = 512

export const byteOrderMark = Buffer.from('\ufeff')

/** The byte order mark that a file begins with; empty where there is none. */
export function markOf(file: Uint8Array): Uint8Array {
  const beginning = file.subarray(0, byteOrderMark.length)
  return byteOrderMark.equals(beginning) ? beginning : file.subarray(0, 0)
}

const beginsWith = (pattern: RegExp) => (bytes: Uint8Array) => pattern.test(textOf(bytes))
const beginsWithBytes =
  (...alternatives: readonly (readonly number[])[]) =>
  (bytes: Uint8Array) =>
    alternatives.some((expected) => expected.every((byte, at) => bytes[at] === byte))

const asText = (bytes: Uint8Array) => showAround(bytes, 0, 0, bytes.length)
const asBytes = (count: number) => (bytes: Uint8Array) =>
  `the bytes ${[...bytes.subarray(0, count)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')}`

/** The first that fits. */
export const foreignContents: readonly ForeignContent[] = [
  { flaw: 'gzip', name: 'gzip', isBeginning: beginsWithBytes([0x1f, 0x8b]), show: asBytes(2) },
  {
    flaw: 'missing-header',
    name: 'a ZIP archive',
    isBeginning: beginsWithBytes([0x50, 0x4b, 0x03, 0x04]),
    show: (bytes) => `a ZIP archive, such as an Excel workbook: ${asBytes(4)(bytes)}`,
    remedy: 'Export the sheet as CSV, with commas and in UTF-8: a workbook is not text, whatever its name ends with.',
  },
  {
    flaw: 'not-utf8',
    name: 'UTF-16',
    isBeginning: (bytes) => beginsWithBytes([0xff, 0xfe], [0xfe, 0xff])(bytes) || hasNulBetween(bytes),
    show: (bytes) => `UTF-16: ${asBytes(4)(bytes)}`,
    remedy: 'Write the file in UTF-8; Excel calls that "CSV UTF-8", and its "Unicode Text" is UTF-16.',
  },
  {
    flaw: 'html',
    name: 'HTML',
    isBeginning: beginsWith(/^(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i),
    show: asText,
  },
  { flaw: 'xml', name: 'XML', isBeginning: beginsWith(/^<[?!A-Za-z]/), show: asText },
  { flaw: 'json-document', name: 'JSON', isBeginning: beginsWith(/^(?:\{\s*["}]|\[\s*[{"\]])/), show: asText },
  separatedBy(';', 'semicolons'),
  separatedBy('\t', 'tabs'),
]

/** A header row that is one once it is split at another separator than the comma. */
function separatedBy(separator: string, name: string): ForeignContent {
  return {
    flaw: 'missing-header',
    name: `separated by ${name}`,
    isBeginning(bytes, dataset) {
      const [line = ''] = textOf(bytes)
        .replace(separatorLine, '')
        .split(/[\r\n]/, 1)
      const names = line.split(separator).map((cell) => cell.replace(/^"|"$/g, ''))
      const header = readHeader(names, dataset)
      return isHeaderRow(header) && header.columns.filter(({ column }) => column !== undefined).length > 1
    },
    show: () => `a header row separated by ${JSON.stringify(separator)}`,
    remedy: 'Export the file with commas: spreadsheets take the separator from the language of the machine.',
  }
}

/** Tells a spreadsheet what separates the cells below. */
const separatorLine = /^sep=.\r?\n/i

/** The line about separators that a file begins with, behind its byte order mark; empty where there is none. */
export function separatorLineOf(text: Uint8Array): string {
  return separatorLine.exec(Buffer.from(text.subarray(0, 8)).toString('latin1'))?.[0] ?? ''
}

/** Whether every other byte of the first 32, at least 8, is NUL and no other: UTF-16 where letters are ASCII. */
function hasNulBetween(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, 32)
  return first.length >= 8 && [0, 1].some((parity) => first.every((byte, at) => (byte === 0) === (at % 2 === parity)))
}

/** Behind a byte order mark and white space. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff?\s*/, '')
}
