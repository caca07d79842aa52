import type { CsvFile, CsvFileSpec } from '../../generators/index.ts'
import { LruCache } from '../../generators/lru-cache.ts'

/** What storage needs of an object once it is open. */
export interface OpenObject {
  /** In bytes. */
  readonly size: number
  /** Strong, with its quotes. */
  readonly etag: string
  /** The whole object where it is small enough to be kept; else made in chunks, each when it is asked for. */
  bytes(from: number, to: number): Uint8Array | Iterable<Uint8Array>
}

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
  open(key: string, spec: CsvFileSpec): OpenObject | Promise<OpenObject> {
    return this.opened.get(key) ?? this.opening.get(key) ?? this.begin(key, spec)
  }

  get isClosed(): boolean {
    return this.closed.signal.aborted
  }

  /** Ends whatever is still being opened. */
  close(): void {
    this.closed.abort(new Error('The mock server was closed.'))
  }

  private begin(key: string, spec: CsvFileSpec): Promise<OpenObject> {
    const opening = this.load(key, spec).finally(() => this.opening.delete(key))
    this.opening.set(key, opening)
    return opening
  }

  private async load(key: string, spec: CsvFileSpec): Promise<OpenObject> {
    // Faker takes longer to load than the server to start, so it is loaded when the first object is opened.
    const { CsvFile, fingerprintOf } = await import('../../generators/index.ts')
    const file = await CsvFile.open(spec, this.closed.signal)
    const object = openObject(file, `"${fingerprintOf(spec)}"`)
    this.opened.set(key, object, file.footprint + (isKept(file) ? file.size : 0))
    return object
  }
}

function isKept(file: CsvFile): boolean {
  return file.size <= largestKept
}

function openObject(file: CsvFile, etag: string): OpenObject {
  const { size } = file
  if (!isKept(file)) return { size, etag, bytes: (from, to) => file.bytes(from, to) }
  const whole = Buffer.concat([...file.bytes()])
  return { size, etag, bytes: (from, to) => whole.subarray(from, to) }
}
