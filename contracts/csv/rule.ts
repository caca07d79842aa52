import type { Basis, Column, Dataset } from '../dataset.ts'
import type { CsvPlace, Finding, Rule } from '../report/report.ts'
import type { Cell } from './cell.ts'
import type { Harm } from './harm.ts'
import type { Header } from './header.ts'
import type { QuotingFlaw } from './reading/readings.ts'
import type { Row } from './row.ts'

/** Stands as the source of rules that follow from the page of the dataset; reports name that page instead. */
export const documentation = 'https://developer.balkan.id'

/** A sentence about CSV files that can be checked, and the way to break it on purpose. */
export interface CsvRule extends Rule {
  /** `csv/` and what is wrong where it fails. */
  readonly id: `csv/${string}`
  /** The basis of what it says of one dataset, where its columns differ in that: the weakest counts. */
  readonly basesIn?: (dataset: Dataset) => readonly Basis[]
  /** Whether a file of this dataset can break it. */
  readonly appliesTo: (dataset: Dataset) => boolean
  /** @default rows of a `must` about the file or its header, cells of one about rows or cells, nothing of a `should` */
  readonly harm?: Harm
  readonly check: Check
  readonly mutation: Mutation
}

/** What is said of a breach; its place is known by then. */
export type Explanation = Pick<Finding, 'received' | 'expected' | 'remedy' | 'note'>

export type Check = FlawCheck | HeaderCheck | RowCheck | CellCheck

/** What reading the file brings to light, columns and formats aside. */
export type FlawKind =
  | QuotingFlaw
  | 'html'
  | 'xml'
  | 'json-document'
  | 'gzip'
  | 'missing-header'
  | 'byte-order-mark'
  | 'not-utf8'
  | 'nul'
  | 'mixed-line-ends'
  | 'blank-line'
  | 'missing-cell'
  | 'extra-cell'
  | 'truncated'

/** Something that the reader of the file came upon. */
export interface Flaw {
  readonly place: CsvPlace
  /** What was found there, as a message shows it. */
  readonly shown: string
  /** How many cells the record has. */
  readonly cells: number
  /** The names that the header gives; where there is no header yet, those of the contract. */
  readonly names: readonly string[]
  /** How to mend it, as a sentence, where that is known better than the rule knows. */
  readonly remedy?: string
  /** What else is known of it, as a sentence. */
  readonly note?: string
}

/** Explains what the reader finds by itself. */
export interface FlawCheck {
  readonly on: 'flaw'
  readonly flaw: FlawKind
  /** What must be there to look at, besides some bytes. @default nothing */
  readonly needs?: 'rows' | 'line ends'
  readonly explain: (flaw: Flaw) => Explanation
}

/** Looks at the header row as a whole. */
export interface HeaderCheck {
  readonly on: 'header'
  readonly find: (header: Header) => Iterable<HeaderFinding>
}

export interface HeaderFinding extends Explanation {
  /** The column of the file that it is about, from 0; `undefined`: the header row as a whole. */
  readonly at: number | undefined
}

/** Looks at each row that has as many cells as the header. */
export interface RowCheck {
  readonly on: 'row'
  /** Why there was nothing to look at, though there were rows, as a sentence. @default that no cell is filled */
  readonly idle?: string
  /** Begins a file. `undefined`: it lacks the columns. */
  readonly start: (header: Header) => RowTest | undefined
}

export interface RowTest {
  /**
   * Looks at one row, and reports what is wrong.
   * @param report `column` is the file's, from 0
   * @returns whether there was something to look at
   */
  look(row: Row, report: (column: number, explain: () => Explanation) => void): boolean
}

/** Looks at each filled cell of some columns. */
export interface CellCheck {
  readonly on: 'cell'
  readonly judges: (column: Column) => boolean
  /** Whether judging takes so long that cells should be remembered which will do. */
  readonly isCostly?: boolean
  /** @returns a function that says whether a cell will do */
  readonly test: (column: Column, settings: CellSettings) => (cell: Cell) => boolean
  readonly explain: (cell: Cell, column: Column, settings: CellSettings) => Explanation
}

export interface CellSettings {
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * How a valid file is made to break a rule, so that files of any size can be served broken: all but the beginning or the
 * end of the file stays as it is, or every row is changed in the same way.
 */
export type Mutation =
  /** Writes these columns in place of the file's own. */
  | { readonly kind: 'columns'; readonly columns: (dataset: Dataset) => readonly ProjectedColumn[] }
  /** Edits the beginning: the header and at least one row, whole records. */
  | { readonly kind: 'head'; readonly edit: (head: Uint8Array, dataset: Dataset) => Uint8Array }
  /** Edits the end: at least one row, whole records. */
  | { readonly kind: 'tail'; readonly edit: (tail: Uint8Array, dataset: Dataset) => Uint8Array }
  /** Makes another file altogether; `beginning` is one chunk of the valid one, or more. */
  | { readonly kind: 'whole'; readonly replace: (beginning: Uint8Array, dataset: Dataset) => Uint8Array }

/** A column of the broken file. */
export type ProjectedColumn =
  /** One of the contract's, by its index. @default header as the valid file has it */
  | { readonly from: number; readonly header?: string }
  /** A made-up one with the same text in each cell. */
  | { readonly from: undefined; readonly header: string; readonly text: string }

/** Its id without the judge: `missing-cell`. */
export function csvRuleName({ id }: Pick<CsvRule, 'id'>): string {
  return id.slice('csv/'.length)
}

export const always = (): boolean => true
