import type { CsvFile } from '../../generators/index.ts'
import { LruCache } from '../../generators/lru-cache.ts'
import type { Terms } from './terms.ts'

/** What storage needs of an object once it is open. */
export interface OpenObject {
  /** In bytes. */
  readonly size: number
  /** Strong, with its quotes. */
  readonly etag: string
  /** In what it differs from what the contract promises, by the names of the alterations. */
  readonly alterations: readonly string[]
  /** The whole object where it is small enough to be kept; else made in chunks, each when it is asked for. */
  bytes(from: number, to: number): Uint8Array | Iterable<Uint8Array>
  /** The last offset up to `offset` of which it is known that a record begins there. */
  recordStartBefore(offset: number): number
}

/** What a file that is not kept encoded holds besides: the company that its rows are drawn from. */
const tenantBytes = 2 * 1024 * 1024

/** Objects up to this size are kept encoded: making one takes longer than sending it. */
const largestKept = 1024 * 1024

/**
 * The objects behind all exports. Equal specs share one object, and an object is nothing but its spec until it is
 * opened; then its block offsets, and the bytes of a small one, stay in caches of bounded weight.
 */
export class ObjectStore {
  private readonly opened: LruCache<string, OpenObject>
  private readonly opening = new Map<string, Promise<OpenObject>>()
  private readonly closed = new AbortController()

  /** @param cacheBytes how much the opened objects may take of memory together */
  constructor(cacheBytes: number) {
    this.opened = new LruCache(cacheBytes)
  }

  /** @returns at once where the object was opened before and is still kept */
  open(terms: Terms): OpenObject | Promise<OpenObject> {
    return this.opened.get(terms.key) ?? this.opening.get(terms.key) ?? this.begin(terms)
  }

  /** Measures the object while the client still polls; whoever needs it later waits for this, and meets its error. */
  prepare(terms: Terms): void {
    const opened = this.open(terms)
    if (opened instanceof Promise) opened.catch(() => undefined)
  }

  /** In bytes; `undefined` where the object was not opened, or is not kept any more. */
  sizeOf(terms: Terms): number | undefined {
    return this.opened.get(terms.key)?.size
  }

  get isClosed(): boolean {
    return this.closed.signal.aborted
  }

  /** Ends whatever is still being opened. */
  close(): void {
    this.closed.abort(new Error('The mock server was closed.'))
  }

  private begin(terms: Terms): Promise<OpenObject> {
    const opening = this.load(terms).finally(() => this.opening.delete(terms.key))
    this.opening.set(terms.key, opening)
    return opening
  }

  private async load({ key, spec, alterations }: Terms): Promise<OpenObject> {
    // Faker takes longer to load than the server to start, so it is loaded when the first object is opened.
    const { CsvFile, fingerprintOf } = await import('../../generators/index.ts')
    const file = await CsvFile.open(spec, this.closed.signal)
    const object = openObject(file, `"${fingerprintOf(spec)}"`, alterations)
    this.opened.set(key, object, isKept(file) ? file.size : file.footprint + tenantBytes)
    return object
  }
}

function isKept(file: CsvFile): boolean {
  return file.size <= largestKept
}

function openObject(file: CsvFile, etag: string, alterations: readonly string[]): OpenObject {
  const { size } = file
  if (!isKept(file)) {
    const recordStartBefore = (offset: number) => file.recordStartBefore(offset)
    return { size, etag, alterations, recordStartBefore, bytes: (from, to) => file.bytes(from, to) }
  }
  // Nothing of the file itself may be held here: it would keep the whole company that it is drawn from.
  const whole = Buffer.concat([...file.bytes()])
  return { size, etag, alterations, recordStartBefore: () => 0, bytes: (from, to) => whole.subarray(from, to) }
}
