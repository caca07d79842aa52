/**
 * A limit on how many things there are in total, whoever owns them: the thing that was placed `limit` things ago is
 * evicted if it is still there. A place that was freed early is not used again before its turn, so that the order
 * needs no list; there may then be fewer than `limit`, never more.
 */
export class Places<T> {
  readonly limit: number
  private readonly evict: (item: T) => void
  /** Grows up to the limit as things come. */
  private readonly slots: (T | undefined)[] = []
  private taken = 0

  /**
   * @param limit 1 or more
   * @param evict is called with a thing that has lost its place; it need not free it, but may
   */
  constructor(limit: number, evict: (item: T) => void) {
    if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`Received ${limit} places; expected 1 or more.`)
    this.limit = limit
    this.evict = evict
  }

  /** Gives a place; whoever takes it keeps the number, to free it. */
  take(item: T): number {
    const place = this.taken++
    const slot = place % this.limit
    const former = this.slots[slot]
    this.slots[slot] = item
    if (former !== undefined) this.evict(former)
    return place
  }

  /** Freeing a place twice, or one that was lost, changes nothing. */
  free(place: number): void {
    if (place < this.taken - this.limit) return // someone else has it
    this.slots[place % this.limit] = undefined
  }
}
