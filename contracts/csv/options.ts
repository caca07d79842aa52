/** How a CSV file is checked. */
export interface CsvOptions {
  /** Findings kept per rule; all are counted. @default 20 */
  readonly mostFindings?: number
  /** What ULIDs may not be younger than: milliseconds since 1970. @default the machine's clock */
  readonly now?: number
  /**
   * The reading chosen for open questions (see `OpenQuestion`), by id. A column that is read otherwise than by default is
   * not held to its format. @default the first of each
   */
  readonly readings?: Readonly<Record<string, string>>
  /** Shown as the report's subject. @default 'CSV' */
  readonly subject?: string
  /** Ends `validateCsv` with its reason. */
  readonly signal?: AbortSignal
  /** Told how many bytes of the file are read, after each chunk. */
  readonly onProgress?: (bytes: number) => void
}
