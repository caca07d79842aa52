/** A map that forgets what was used least recently once its weights add up to more than `limit`. */
export class LruCache<Key, Value> {
  private readonly entries = new Map<Key, { value: Value; weight: number }>()
  private total = 0

  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  get(key: Key): Value | undefined {
    const entry = this.entries.get(key)
    if (entry === undefined) return undefined
    this.entries.delete(key)
    this.entries.set(key, entry)
    return entry.value
  }

  /** Keeps a value, unless it alone is heavier than the limit. */
  set(key: Key, value: Value, weight = 1): void {
    this.delete(key)
    if (weight > this.limit) return
    this.entries.set(key, { value, weight })
    this.total += weight
    for (const oldest of this.entries.keys()) {
      if (this.total <= this.limit) return
      this.delete(oldest)
    }
  }

  delete(key: Key): void {
    const entry = this.entries.get(key)
    if (entry === undefined) return
    this.entries.delete(key)
    this.total -= entry.weight
  }
}
