import type { ColumnName, Dataset, ParametersOf, ReadingsOf } from '../contracts/contract.ts'
import type { CellKit, ColumnWriter } from './cells.ts'
import type { Draw } from './draw.ts'
import type { Tenant } from './tenant.ts'
import type { UlidBits } from './ulid.ts'

/** What the rows of a dataset are drawn from. */
export interface RowContext<D extends Dataset = Dataset> {
  readonly seed: number
  /** Seconds since 1970; dates count back from it. */
  readonly referenceSeconds: number
  readonly tenant: Tenant
  readonly kit: CellKit
  readonly readings: ReadingsOf<D>
}

/**
 * The endless rows of a dataset, in groups (see `Groups`). Every function is pure: group n and row k are the same
 * whatever else was asked for before.
 */
export interface Rows<D extends Dataset = Dataset, Group = unknown, Row = unknown> {
  groupAt(number: number): Group
  /**
   * @param k the row, from 0
   * @param place its place in its group, from 0
   */
  rowAt(k: number, place: number, group: Group): Row
  /** Whether an export with these parameters holds the rows of a group. */
  includes(group: Group, parameters: ParametersOf<D>): boolean
  /** One for each column of the contract: one that is missing or misspelt does not compile. */
  readonly columns: { readonly [C in ColumnName<D>]: ColumnWriter<Group, 'group'> | ColumnWriter<Row, 'row'> }
}

/** What one file of `generators/datasets/` provides. */
export interface Generator<D extends Dataset = Dataset, Group = unknown, Row = unknown> {
  readonly contract: D
  rows(context: RowContext<D>): Rows<D, Group, Row>
}

/** A generator of some dataset, where it no longer matters which. */
export interface AnyGenerator {
  readonly contract: Dataset
  rows(context: Omit<RowContext, 'readings'> & { readonly readings: Readonly<Record<string, string>> }): AnyRows
}

export interface AnyRows {
  groupAt(number: number): unknown
  rowAt(k: number, place: number, group: unknown): unknown
  includes(group: unknown, parameters: Readonly<Record<string, boolean>>): boolean
  readonly columns: Readonly<Record<string, ColumnWriter<unknown>>>
}

/**
 * A ULID whose random part is drawn.
 * @param time milliseconds since 1970; what lies before, which no ULID can say, counts as 1970
 */
export function drawUlid(draw: Draw, time: number): UlidBits {
  return { time: Math.max(0, time), a: draw.bits(), b: draw.bits(), c: draw.bits() }
}
