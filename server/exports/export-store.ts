import type { DatasetSlug } from '../../contracts/contract.ts'
import type { Clock } from '../clock.ts'
import type { NextId } from '../ids.ts'
import type { Settings } from '../options.ts'
import type { Origin } from '../origin.ts'
import type { Places } from '../places.ts'
import { begin, type ExportState, poll, settle } from './readiness.ts'
import { type Terms, termsOf } from './terms.ts'

/** One download job, born of one POST. */
export interface Export {
  readonly id: string
  /** Which export of its sandbox it is, counted from 1; anew when the sandbox gets another scenario. */
  readonly ordinal: number
  readonly terms: Terms
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  state: ExportState
  /** `undefined` until its URLs are signed. */
  issued: IssuedSignatures | undefined
  /** `undefined` until one of them is used. */
  use: Use | undefined
  /** Where it stands among all exports of the server. */
  place: number
  /** The export that was born after it. A `Map` keeps that order too, but finding its first entry after many
   * deletions takes longer with each of them (seen on Node 20). */
  next: Export | undefined
}

/** What has been done with an export; of its own, since most of many exports have not been used yet. */
export interface Use {
  /** How many its signatures let in, those that a fault answered among them. */
  polls: number
  downloads: number
  /** When it was last polled, in milliseconds since 1970. */
  polledAt: number | undefined
  /** Its URLs as they are shown; see `shownTarget`. */
  shown: string | undefined
  /** What faults keep in mind about it; see `Deviations`. */
  memory: Map<object, number> | undefined
}

export function useOf(used: Export): Use {
  used.use ??= { polls: 0, downloads: 0, polledAt: undefined, shown: undefined, memory: undefined }
  return used.use
}

/** What an export remembers of its URLs, to know them again; the rest of a URL follows from the export. */
export interface IssuedSignatures {
  readonly origin: Origin
  readonly HEAD: string
  readonly GET: string
}

/** The exports of one sandbox, until their URLs expire. */
export class ExportStore {
  private readonly exports = new Map<string, Export>()
  private oldest: Export | undefined
  private newest: Export | undefined
  private readonly terms = new Map<string, Terms>()
  private born = 0
  private readonly clock: Clock
  private readonly nextId: NextId
  private readonly places: Places<ExportStore>
  private settings: Settings

  /** @param places of the exports of all sandboxes: whose is the oldest has to drop it when there are too many */
  constructor(settings: Settings, clock: Clock, nextId: NextId, places: Places<ExportStore>) {
    this.settings = settings
    this.clock = clock
    this.nextId = nextId
    this.places = places
  }

  get count(): number {
    return this.exports.size
  }

  /** Those that are live, the oldest first. */
  list(): readonly Export[] {
    return [...this.exports.values()]
  }

  /** Those that were born after `last` and are live, the oldest first; all of them where it is `undefined`. */
  *after(last: Export | undefined): Generator<Export> {
    for (let each = last === undefined ? this.oldest : last.next; each !== undefined; each = each.next) {
      if (this.exports.has(each.id)) yield each
    }
  }

  /** For the exports to come; those that exist keep their terms. */
  use(settings: Settings): void {
    this.settings = settings
    this.terms.clear()
  }

  /** Counts the exports from 1 again. */
  recount(): void {
    this.born = 0
  }

  create(dataset: DatasetSlug, parameters: Readonly<Record<string, boolean>>): Export {
    const now = this.clock.now()
    this.dropExpired(now)
    const terms = this.termsFor(dataset, parameters, now)
    const state = begin(terms.readiness, now)
    const id = this.nextId()
    if (this.exports.has(id)) throw new Error(`nextId gave ${id} twice; an export needs an id of its own.`)
    const created: Export = {
      id,
      ordinal: ++this.born,
      terms,
      issuedAt: now,
      state,
      issued: undefined,
      use: undefined,
      place: 0,
      next: undefined,
    }
    this.exports.set(id, created)
    // Also behind one that is forgotten: whoever goes on after it (see `after`) finds what came later.
    if (this.newest !== undefined) this.newest.next = created
    this.oldest ??= created
    this.newest = created
    created.place = this.places.take(this)
    return created
  }

  find(id: string): Export | undefined {
    return this.exports.get(id)
  }

  /** Counts a poll towards readiness and tells what it finds. @param now milliseconds since 1970 */
  poll(polled: Export, now: number): ExportState {
    const { found, next } = poll(polled.state, polled.terms.readiness, polled.issuedAt, now)
    polled.state = next
    return found
  }

  /** Tells what a download finds; it is not a poll. */
  look(looked: Export, now = this.clock.now()): ExportState {
    looked.state = settle(looked.state, looked.terms.readiness, looked.issuedAt, now)
    return looked.state
  }

  /** Makes an export ready now, whatever its policy says. One that has expired stays so. */
  release(released: Export): void {
    if (this.look(released).state === 'preparing') released.state = { state: 'ready', at: this.clock.now() }
  }

  /** Ends the life of an export's URLs now. */
  expire(expired: Export): void {
    if (expired.state.state !== 'expired') expired.state = { state: 'expired', at: this.clock.now() }
  }

  /** Forgets an export: there is no such object any more. */
  forget({ id, place }: Export): void {
    if (!this.exports.delete(id)) return
    this.places.free(place)
    while (this.oldest !== undefined && !this.exports.has(this.oldest.id)) this.oldest = this.oldest.next
  }

  dropOldest(): void {
    if (this.oldest !== undefined) this.forget(this.oldest)
  }

  /** Forgets all. */
  clear(): void {
    for (const { place } of this.exports.values()) this.places.free(place)
    this.exports.clear()
    this.oldest = undefined
    this.newest = undefined
  }

  private termsFor(dataset: DatasetSlug, parameters: Readonly<Record<string, boolean>>, now: number): Terms {
    // What counts back from the clock is another file each second, so there is nothing to share.
    if (this.settings.referenceTime === 'clock') return termsOf(this.settings, dataset, parameters, now)
    let key: string = dataset
    for (const name in parameters) key += parameters[name] ? `&${name}` : ''
    const known = this.terms.get(key)
    if (known !== undefined) return known
    const terms = termsOf(this.settings, dataset, parameters, now)
    this.terms.set(key, terms)
    return terms
  }

  private dropExpired(now: number): void {
    while (this.oldest !== undefined) {
      const { issuedAt, terms } = this.oldest
      if (issuedAt + terms.urlLifetimeSeconds * 1000 >= now) return
      this.dropOldest()
    }
  }
}
