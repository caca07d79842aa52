import { type Dataset, type DatasetSlug, datasets } from '../../contracts/index.ts'
import { CsvFile, type CsvFileSpec } from '../../generators/index.ts'

export type CsvRecord = Readonly<Record<string, string>>

/** 1,000 rows from seed 42, all else as it is by default. */
export function specOf(dataset: DatasetSlug, changes: Partial<CsvFileSpec> = {}): CsvFileSpec {
  return { dataset, seed: 42, rows: 1000, ...changes }
}

/** Every body parameter of a dataset, with one value for all. */
export function parametersOf(dataset: DatasetSlug, value: boolean): Readonly<Record<string, boolean>> {
  return Object.fromEntries(datasets[dataset].download.body.map(({ name }) => [name, value]))
}

export function openFile(dataset: DatasetSlug, changes?: Partial<CsvFileSpec>): Promise<CsvFile> {
  return CsvFile.open(specOf(dataset, changes))
}

export function bytesOf(file: CsvFile, from?: number, to?: number): Buffer {
  return Buffer.concat([...file.bytes(from, to)])
}

/** Offsets where one chunk ends and the next begins, and both ends of the file. */
export function edgesOf(file: CsvFile): number[] {
  let offset = 0
  return [0, ...Array.from(file.bytes(), (chunk) => (offset += chunk.length))]
}

export async function bytesFor(dataset: DatasetSlug, changes?: Partial<CsvFileSpec>): Promise<Buffer> {
  return bytesOf(await openFile(dataset, changes))
}

/** The records without the header, each a list of cells. */
export async function cellsFor(dataset: DatasetSlug, changes?: Partial<CsvFileSpec>): Promise<string[][]> {
  return [...(await openFile(dataset, changes)).records()]
}

/** The records without the header, each by the names of its columns. */
export async function recordsFor(dataset: DatasetSlug, changes?: Partial<CsvFileSpec>): Promise<CsvRecord[]> {
  const names = columnNames(dataset)
  const cells = await cellsFor(dataset, changes)
  return cells.map((record) => Object.fromEntries(names.map((name, at) => [name, record[at]!])))
}

export function columnsOf(dataset: DatasetSlug): Dataset['download']['columns'] {
  return datasets[dataset].download.columns
}

export function columnNames(dataset: DatasetSlug): readonly string[] {
  return columnsOf(dataset).map(({ name }) => name)
}

/** The distinct values of a column, blanks left out. */
export function valuesOf(records: readonly CsvRecord[], ...columns: readonly string[]): Set<string> {
  const values = new Set(records.flatMap((record) => columns.map((column) => record[column]!)))
  values.delete('')
  return values
}
