import type { Column, Dataset } from '../../contracts/contract.ts'
import type { ByteSource, Splice } from '../byte-source.ts'
import type { CellKit, ColumnWriter } from '../cells.ts'

/** One column of a file, as an alteration finds it and leaves it. */
export interface FileColumn {
  /** As the header row has it, before encoding. */
  readonly header: string
  /** What the contract says of it; `undefined` where it knows no such column. */
  readonly column: Column | undefined
  readonly writer: ColumnWriter<unknown>
}

/** What an option can be, as a JSON Schema (draft 2020-12) in plain data. */
export type OptionSchema =
  | {
      readonly type: 'integer'
      readonly minimum: number
      readonly maximum: number
      readonly default: number
      readonly description: string
    }
  | {
      readonly type: 'string'
      /** In characters, as is `maxLength`. */
      readonly minLength: number
      readonly maxLength: number
      readonly default: string
      readonly description: string
    }
  | {
      readonly type: 'string'
      readonly enum: readonly [string, ...string[]]
      readonly default: string
      readonly description: string
    }

export type OptionSchemas = Readonly<Record<string, OptionSchema>>

type ValueOf<Schema extends OptionSchema> = Schema extends { readonly enum: readonly (infer Choice)[] }
  ? Choice
  : Schema extends { readonly type: 'integer' }
    ? number
    : string

/** The options once checked and filled in: every one has a value. */
export type OptionValues<Schemas extends OptionSchemas> = { readonly [O in keyof Schemas]: ValueOf<Schemas[O]> }

export interface AlterationContext {
  readonly dataset: Dataset
  /** Encodes cells as the file's dialect asks. */
  readonly kit: CellKit
}

/** What an alteration is told of the file that it alters, without making it. */
export interface AlteredFile {
  readonly dataset: Dataset
  /** Before parameters leave some out. */
  readonly rows: number
}

/** One way in which a file differs from what the contract promises, or makes hard use of what it allows. */
export interface Alteration<Schemas extends OptionSchemas = OptionSchemas> {
  readonly name: string
  /** One sentence: what it does to the file. */
  readonly summary: string
  /**
   * What no longer holds: nothing; which columns there are and where, while the file is still CSV as RFC 4180 has it;
   * or that too. Where the syntax holds, a CSV reader gets exactly what `CsvFile.records` says.
   */
  readonly breaks: 'nothing' | 'columns' | 'syntax'
  readonly options: Schemas
  /** What a client has to notice, as a clause; absent where the rows can be taken as they are, columns found by name. */
  damage?(options: OptionValues<Schemas>, file: AlteredFile): string | undefined
  /** Pure: the columns given stay as they are, and the same ones give the same file. At least one column is left. */
  apply(
    columns: readonly FileColumn[],
    options: OptionValues<Schemas>,
    context: AlterationContext,
  ): readonly FileColumn[]
  /** What it does to the bytes of the whole file, as the alterations before it have left them. */
  splice?(file: ByteSource, options: OptionValues<Schemas>, dataset: Dataset): Splice | undefined
}
