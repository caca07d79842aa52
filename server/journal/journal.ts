import type { Exchange } from '../../contracts/client/exchange.ts'
import { Places } from '../places.ts'
import type { ExchangeRecord } from './exchange-record.ts'
import { type ExchangeFilter, select } from './filter.ts'
import { KnownTexts } from './known-texts.ts'
import { type ExchangeMark, markOf, type StoredExchange, show, store, summaryOf } from './stored-exchange.ts'

export interface JournalLimits {
  /** Exchanges in the journal of one sandbox. */
  readonly perSandbox: number
  /** Exchanges in all journals together, 1 or more. */
  readonly total: number
  /** How much of a body is kept: characters of a request's, bytes of an answer's. */
  readonly bodyLength: number
}

/** What the journals of one server have in common. */
export interface JournalSpace {
  readonly limits: JournalLimits
  /** A journal has as many as it has exchanges; who loses one drops its oldest, which is the one that had it. */
  readonly places: Places<Journal>
  readonly known: KnownTexts
}

export function journalSpace(limits: JournalLimits): JournalSpace {
  const places = new Places<Journal>(limits.total, (journal) => journal.dropOldest())
  return { limits, places, known: new KnownTexts() }
}

export type ExchangeListener = (exchange: Exchange) => void

/**
 * The last exchanges of one sandbox, each added when it is over. They are a list and no array, since thousands of
 * sandboxes with few exchanges each, or with many that have lost their places to others, must not hold empty slots.
 */
export class Journal {
  private readonly sandbox: string
  private readonly space: JournalSpace
  private oldest: StoredExchange | undefined
  private newest: StoredExchange | undefined
  private length = 0
  private lastId = 0
  private cleared = 0
  /** Most sandboxes have none. */
  private listeners: Set<ExchangeListener> | undefined

  /** @param sandbox its id */
  constructor(sandbox: string, space: JournalSpace) {
    this.sandbox = sandbox
    this.space = space
  }

  /** How many exchanges are kept. */
  get count(): number {
    return this.length
  }

  /** How many are gone because there were too many, here or in all sandboxes together. */
  get dropped(): number {
    return this.lastId - this.cleared - this.length
  }

  /** The id of the exchange that was over last; 0 where none was. */
  get latestId(): number {
    return this.lastId
  }

  /** Keeps an exchange that is over. @returns its id */
  add(record: ExchangeRecord): number {
    const { limits, places, known } = this.space
    const id = this.lastId + 1
    const added = store(record, { id, known, bodyLength: limits.bodyLength })
    this.lastId = id
    added.place = places.take(this)
    if (this.newest === undefined) this.oldest = added
    else this.newest.next = added
    this.newest = added
    this.length++
    if (this.length > limits.perSandbox) this.dropOldest()
    if (this.listeners !== undefined) this.tell(added)
    return id
  }

  /** From the oldest on, each a copy. */
  exchanges(filter: ExchangeFilter = {}): Exchange[] {
    return select(this.stored(), filter, summaryOf).map((stored) => show(stored, this.sandbox))
  }

  /** In short: those that were over after the one with the id `after`, and of these the last `most`. */
  marks(after: number, most: number): ExchangeMark[] {
    const last = Math.max(after, this.lastId - most)
    const marks: ExchangeMark[] = []
    for (const stored of this.stored()) if (stored.id > last) marks.push(markOf(stored, this.sandbox))
    return marks
  }

  /** `undefined` where it is not kept any more, or not over yet. */
  get(id: number): Exchange | undefined {
    for (const stored of this.stored()) if (stored.id === id) return show(stored, this.sandbox)
    return undefined
  }

  /** Tells of each exchange from now on, before `add` returns. What a listener throws is its own affair. */
  subscribe(listener: ExchangeListener): () => void {
    const own: ExchangeListener = (exchange) => listener(exchange) // so that subscribing twice is two subscriptions
    this.listeners ??= new Set()
    this.listeners.add(own)
    return () => {
      this.listeners?.delete(own)
      if (this.listeners?.size === 0) this.listeners = undefined
    }
  }

  /** Forgets all exchanges; ids go on, so that a reader who asks for those after the last it has seen gets them. */
  clear(): void {
    for (const { place } of this.stored()) this.space.places.free(place)
    this.cleared = this.lastId
    this.oldest = undefined
    this.newest = undefined
    this.length = 0
  }

  dropOldest(): void {
    const dropped = this.oldest
    if (dropped === undefined) return
    this.space.places.free(dropped.place)
    this.oldest = dropped.next
    if (this.oldest === undefined) this.newest = undefined
    dropped.next = undefined // else what is old and gone keeps what is young alive until the next full collection
    this.length--
  }

  private *stored(): Generator<StoredExchange> {
    for (let stored = this.oldest; stored !== undefined; stored = stored.next) yield stored
  }

  private tell(added: StoredExchange): void {
    for (const listener of [...(this.listeners ?? [])]) {
      if (!this.listeners?.has(listener)) continue // another has just unsubscribed it
      try {
        listener(show(added, this.sandbox))
      } catch {
        // It must not break the exchange of a client who knows nothing of it, nor what other listeners are told.
      }
    }
  }
}
