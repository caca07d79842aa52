/** What a cell holds as JSON; `undefined` where it is not JSON. */
export type Json = { readonly value: unknown } | undefined

/**
 * The cell that is being looked at. One object serves for all cells of a file; its text is made only when asked for, since
 * most cells can be judged by their bytes.
 */
export class Cell {
  bytes: Buffer = Buffer.alloc(0)
  /** Index of its first byte, and behind its last one, quotes around it left out. */
  from = 0
  to = 0
  /** Whether quotation marks inside are doubled. */
  private doubled = false
  private knownText: string | undefined
  private knownJson: Json | 'unknown' = 'unknown'

  set(bytes: Buffer, from: number, to: number, doubled: boolean): void {
    this.bytes = bytes
    this.from = from
    this.to = to
    this.doubled = doubled
    this.knownText = undefined
    this.knownJson = 'unknown'
  }

  get text(): string {
    this.knownText ??= this.decode()
    return this.knownText
  }

  get json(): Json {
    if (this.knownJson === 'unknown') this.knownJson = parse(this.text)
    return this.knownJson
  }

  private decode(): string {
    const text = this.bytes.toString('utf8', this.from, this.to)
    return this.doubled ? text.replaceAll('""', '"') : text
  }
}

function parse(text: string): Json {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
