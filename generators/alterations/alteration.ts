import type { Column } from '../../contracts/index.ts'
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
  /** Encodes cells as the file's dialect asks. */
  readonly kit: CellKit
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
  /** Pure: the columns given stay as they are, and the same ones give the same file. At least one column is left. */
  apply(
    columns: readonly FileColumn[],
    options: OptionValues<Schemas>,
    context: AlterationContext,
  ): readonly FileColumn[]
}
