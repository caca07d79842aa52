/**
 * How files can differ from what the contract promises: one file an alteration. The list is data that loads in a
 * moment, unlike the rest of the generators: nothing here may import faker or csv-stringify.
 */
import type { Dataset } from '../../contracts/contract.ts'
import type { ByteSource, Splice } from '../byte-source.ts'
import type { Alteration, AlterationContext, FileColumn, OptionSchemas, OptionValues } from './alteration.ts'
import { broken } from './broken.ts'
import { collapsedQuotes } from './collapsed-quotes.ts'
import { extraColumn } from './extra-column.ts'
import { hostileCells } from './hostile-cells.ts'
import { missingColumn } from './missing-column.ts'
import { reorderedColumns } from './reordered-columns.ts'

/** Every alteration by its name. */
export const alterations = {
  'missing-column': missingColumn,
  'extra-column': extraColumn,
  'reordered-columns': reorderedColumns,
  'collapsed-quotes': collapsedQuotes,
  'hostile-cells': hostileCells,
  broken,
} as const satisfies Readonly<Record<string, Alteration>>

export type AlterationName = keyof typeof alterations

export const alterationNames = Object.keys(alterations) as readonly AlterationName[]

export type { Alteration, OptionSchema, OptionSchemas } from './alteration.ts'

type OptionsOf<N extends AlterationName> = OptionValues<(typeof alterations)[N]['options']>

/** An alteration with its options, as data; what is left out has its default. */
export type AlterationSpec = {
  readonly [N in AlterationName]: { readonly alteration: N } & Partial<OptionsOf<N>>
}[AlterationName]

/** An alteration with all its options, checked. */
export type ResolvedAlteration = {
  readonly [N in AlterationName]: { readonly alteration: N } & OptionsOf<N>
}[AlterationName]

/** What an alteration puts in the place of some of a file's bytes, where it does such a thing. */
export function spliceOf(
  { alteration, ...options }: ResolvedAlteration,
  file: ByteSource,
  dataset: Dataset,
): Splice | undefined {
  const { splice }: Alteration = alterations[alteration]
  return splice?.(file, options as OptionValues<OptionSchemas>, dataset)
}

/** The columns of a file after its alterations, in the order given. */
export function altered(
  columns: readonly FileColumn[],
  specs: readonly ResolvedAlteration[],
  context: AlterationContext,
): readonly FileColumn[] {
  return specs.reduce((soFar, { alteration, ...options }) => {
    const { apply }: Alteration = alterations[alteration]
    return apply(soFar, options as OptionValues<OptionSchemas>, context)
  }, columns)
}
