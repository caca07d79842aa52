import type { Column, Dataset } from '../dataset.ts'
import { nearWord } from '../nearest.ts'

/** One column of a file, in its order. */
export interface HeaderColumn {
  /** As the header has it. */
  readonly name: string
  /** The column of the contract that it is, with its index there; `undefined` for one that the contract does not know. */
  readonly column: Column | undefined
  readonly index: number | undefined
  /** Whether its name is the contract's, a star behind it or not; else it is only near to it. */
  readonly isExact: boolean
  /** Whether a former column has the same name, a star behind it or not. */
  readonly isRepeated: boolean
}

/** What a header row comes to when held against the contract. */
export interface Header {
  readonly dataset: Dataset
  readonly columns: readonly HeaderColumn[]
  /** Where the file has each column of the contract; `undefined` where it does not. */
  readonly places: readonly (number | undefined)[]
}

/** So many names that the contract does not have are held against its own: each comparison takes long. */
const mostCompared = 256

/** Finds the columns of the contract by their names, in any order, with or without stars; the rest by near names. */
export function readHeader(names: readonly string[], dataset: Dataset): Header {
  const contract = dataset.download.columns
  const places = contract.map((): number | undefined => undefined)
  const seen = new Set<string>()
  const columns: HeaderColumn[] = names.map((name, at) => {
    const plain = unstarred(name)
    // A blank name names nothing, not even twice.
    const isRepeated = plain !== '' && seen.has(plain)
    seen.add(plain)
    const index = contract.findIndex((column) => column.name === plain)
    if (index === -1) return { name, column: undefined, index: undefined, isExact: false, isRepeated }
    places[index] ??= at
    return { name, column: contract[index], index, isExact: true, isRepeated }
  })
  const unknown = [...columns.entries()].filter(([, { column, isRepeated }]) => column === undefined && !isRepeated)
  for (const [at, { name }] of unknown.slice(0, mostCompared)) {
    const missing = contract.filter((_, index) => places[index] === undefined)
    const near = nearWord(
      unstarred(name).trim(),
      missing.map((candidate) => candidate.name),
    )
    if (near === undefined) continue
    const index = contract.findIndex((candidate) => candidate.name === near)
    places[index] = at
    columns[at] = { name, column: contract[index], index, isExact: false, isRepeated: false }
  }
  return { dataset, columns, places }
}

export function unstarred(name: string): string {
  return name.endsWith('*') ? name.slice(0, -1) : name
}

export function isStarred(name: string): boolean {
  return name.endsWith('*')
}

/** The place in the file of a column of the contract, by its name. */
export function placeOf(header: Header, name: string): number | undefined {
  return header.places[header.dataset.download.columns.findIndex((column) => column.name === name)]
}

/** Whether a first record is a header row rather than a row: one name is known, or half of them nearly are. */
export function isHeaderRow({ columns }: Header): boolean {
  const near = columns.filter(({ column }) => column !== undefined)
  return near.some(({ isExact }) => isExact) || near.length * 2 > columns.length
}

/** Whether a first record, which ends with the file, is the contract's header row up to a place within a name. */
export function isCutHeaderRow(names: readonly string[], dataset: Dataset): boolean {
  const contract = dataset.download.columns
  const last = names.length - 1
  return (
    names.length <= contract.length &&
    names.every((name, at) => (at < last ? unstarred(name) === contract[at]!.name : isCutName(name, contract[at]!)))
  )
}

/** Whether a name is the beginning of a column's, but not all of it. */
function isCutName(name: string, column: Column): boolean {
  return name !== column.header && name !== column.name && column.header.startsWith(name)
}
