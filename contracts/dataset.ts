/** How we know a statement: the documentation says it, it follows from what it shows, or we had to choose. */
export type Basis = 'documented' | 'inferred' | 'assumed'

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What a filled cell of a column may hold. Blank cells are the column's business (`required`), not the format's. */
export interface Format {
  readonly kind: string
  /** Completes the sentence "expected …" in a message. */
  readonly expected: string
  readonly accepts: (cell: string) => boolean
  readonly schema: JsonSchema
  readonly examples: readonly [string, ...string[]]
}

/** A place where the documentation disagrees with itself, and what this project goes by. */
export interface Contradiction {
  readonly documentation: string
  readonly goesBy: string
}

/**
 * A contradiction on which a user can take the other side: `readings` lists the choices, the first is the default.
 * The CLI's `--reading <dataset>.<id>=<reading>` picks one.
 */
export interface OpenQuestion extends Contradiction {
  readonly id: string
  readonly readings: readonly [string, string, ...string[]]
}

/** One column of a CSV file, in the order of the file. */
export interface Column {
  readonly name: string
  /** As the documentation's sample prints it: the name, with `*` where the sample marks it as always required. */
  readonly header: string
  readonly required: 'required' | 'optional'
  readonly format: Format
  /** The column that must be filled when this one is, and blank when this one is; and how we know that. */
  readonly pair?: { readonly column: string; readonly basis: Basis }
  readonly description: string
  /** How we know the format. That the column exists, its place and `required` are documented throughout. */
  readonly basis: Basis
  readonly contradiction?: Contradiction | OpenQuestion
}

/** One field of the JSON body that an operation takes. */
export interface BodyParameter {
  readonly name: string
  readonly type: 'boolean'
  readonly required: boolean
  readonly description: string
  readonly example: boolean
  readonly basis: Basis
  /** What a lenient server takes for a field that is missing: the zero value, as Go decodes it. */
  readonly whenMissing: boolean
  /** Whether `false` gives a subset of what `true` gives. @default false */
  readonly narrows?: boolean
}

/** A bulk download: POST `path`, poll, fetch a CSV with `columns`. */
export interface Download {
  /** Below the API's base path, without a leading slash. */
  readonly path: string
  /** The documentation page that promises all this. */
  readonly source: string
  readonly body: readonly BodyParameter[]
  readonly columns: readonly Column[]
  readonly agreements: readonly Agreement[]
}

/** Rows that share one column have the same in another. */
export interface Agreement {
  /** Where this column is filled and the same … */
  readonly by: string
  /** … this one is the same too. */
  readonly column: string
  readonly basis: Basis
}

/** What the documentation promises of one dataset. */
export interface Dataset {
  /** Its name in paths, options and file names. */
  readonly slug: string
  readonly title: string
  readonly download: Download
}

/** The names of a dataset's columns, as a union of literals. */
export type ColumnName<D extends Dataset> = D['download']['columns'][number]['name']

/** The values that a download's body parameters take once validated. */
export type ParametersOf<D extends Dataset> = {
  readonly [P in D['download']['body'][number] as P['name']]: boolean
}

type QuestionOf<C> = C extends { readonly contradiction: infer Q extends OpenQuestion } ? Q : never

/** The readings chosen for a dataset's open questions, by the question's id. */
export type ReadingsOf<D extends Dataset> = {
  readonly [Q in QuestionOf<D['download']['columns'][number]> as Q['id']]: Q['readings'][number]
}

/** The contradictions of a dataset's columns on which a reading can be chosen. */
export function openQuestions(dataset: Dataset): readonly OpenQuestion[] {
  return dataset.download.columns.flatMap(({ contradiction }) =>
    contradiction && 'readings' in contradiction ? [contradiction] : [],
  )
}
