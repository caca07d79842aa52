import type { DatasetSlug } from '../../contracts/index.ts'
import type { CsvFileSpec } from '../../generators/index.ts'
import type { Clock } from '../clock.ts'
import type { NextId } from '../ids.ts'
import type { Settings } from '../options.ts'
import type { Origin } from '../origin.ts'
import { begin, type ExportState, poll, settle } from './readiness.ts'
import { ObjectStore, type OpenObject } from './stored-object.ts'

/** One download job, born of one POST. */
export interface Export {
  readonly id: string
  readonly dataset: DatasetSlug
  /** What the object's bytes follow from; shared by all exports that ask for the same. */
  readonly source: ObjectSource
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  state: ExportState
  /** `undefined` until its URLs are signed. */
  issued: IssuedSignatures | undefined
  /** The export that was born after it. A `Map` keeps that order too, but finding its first entry after many
   * deletions takes longer with each of them (seen on Node 20). */
  next: Export | undefined
}

/** What an export remembers of its URLs, to know them again; the rest of a URL follows from the export. */
export interface IssuedSignatures {
  readonly origin: Origin
  readonly HEAD: string
  readonly GET: string
}

interface ObjectSource {
  readonly key: string
  readonly spec: CsvFileSpec
}

/** All exports, until their URLs expire: the oldest go first, also when there are more than the limit. */
export class ExportStore {
  private readonly exports = new Map<string, Export>()
  private oldest: Export | undefined
  private newest: Export | undefined
  private readonly sources = new Map<string, ObjectSource>()
  private readonly objects: ObjectStore
  private readonly settings: Settings
  private readonly clock: Clock
  private readonly nextId: NextId

  constructor(settings: Settings, clock: Clock, nextId: NextId) {
    this.settings = settings
    this.clock = clock
    this.nextId = nextId
    this.objects = new ObjectStore(settings.limits.objectCacheBytes)
  }

  get count(): number {
    return this.exports.size
  }

  create(dataset: DatasetSlug, parameters: Readonly<Record<string, boolean>>): Export {
    const now = this.clock.now()
    this.dropExpired(now)
    const source = this.sourceOf(dataset, parameters)
    const state = begin(this.settings.readiness[dataset], now)
    const id = this.nextId()
    if (this.exports.has(id)) throw new Error(`nextId gave ${id} twice; an export needs an id of its own.`)
    const created: Export = {
      id,
      dataset,
      source,
      issuedAt: now,
      state,
      issued: undefined,
      next: undefined,
    }
    this.exports.set(created.id, created)
    if (this.newest === undefined) this.oldest = created
    else this.newest.next = created
    this.newest = created
    this.prepare(created)
    return created
  }

  find(id: string): Export | undefined {
    return this.exports.get(id)
  }

  /** Counts a poll and tells what it finds. */
  poll(polled: Export): ExportState {
    const { found, next } = poll(
      polled.state,
      this.settings.readiness[polled.dataset],
      polled.issuedAt,
      this.clock.now(),
    )
    polled.state = next
    return found
  }

  /** Tells what a download finds; it is not a poll. */
  look(looked: Export): ExportState {
    const { readiness } = this.settings
    looked.state = settle(looked.state, readiness[looked.dataset], looked.issuedAt, this.clock.now())
    return looked.state
  }

  open({ source }: Export): OpenObject | Promise<OpenObject> {
    return this.objects.open(source.key, source.spec)
  }

  get isClosed(): boolean {
    return this.objects.isClosed
  }

  close(): void {
    this.objects.close()
  }

  /** Measures the object while the client still polls; whoever needs it later waits for this, and meets its error. */
  private prepare(created: Export): void {
    const opened = this.open(created)
    if (opened instanceof Promise) opened.catch(() => undefined)
  }

  private sourceOf(dataset: DatasetSlug, parameters: Readonly<Record<string, boolean>>): ObjectSource {
    let key: string = dataset
    for (const name in parameters) key += parameters[name] ? `&${name}` : ''
    const known = this.sources.get(key)
    if (known !== undefined) return known
    const { seed, rows, dialect, referenceTime, readings } = this.settings
    const source = {
      key,
      spec: { dataset, seed, rows: rows[dataset], parameters, dialect, referenceTime, readings: readings[dataset] },
    }
    this.sources.set(key, source)
    return source
  }

  private dropExpired(now: number): void {
    const { urlLifetimeSeconds, limits } = this.settings
    while (this.oldest !== undefined) {
      const { id, issuedAt, next } = this.oldest
      if (issuedAt + urlLifetimeSeconds * 1000 >= now && this.exports.size < limits.exports) return
      this.exports.delete(id)
      this.oldest = next
    }
    this.newest = undefined
  }
}
