/** So many identifiers are remembered, the last ones that were new. */
export const mostKeys = 2 ** 19

/** What an entry is made of: 64 bits of the key, the row, the entry before it in its chain, and then 32 bits of each cell. */
const [keyLow, keyHigh, rowNumber, former, firstCell] = [0, 1, 2, 3, 4] as const

/**
 * Remembers what the first row with a key had in some cells. Of keys and cells, whatever their length, only hashes are kept:
 * 64 bits of a key, so that no two are likely to be taken for one another, and 32 of a cell. Memory grows with the number of
 * keys, up to 10.5 MB and 2.1 MB more for each cell.
 *
 * The entries are a ring, in which a new key takes the place of the oldest. Those of one slot are chained from the newest
 * to the oldest: a chain ends at an entry too old to be still there, and so nothing ever has to be unchained.
 */
export class KeyTable {
  private readonly most: number
  /** Numbers in an entry. */
  private readonly width: number
  private size: number
  private entries: Uint32Array
  /** The newest entry of each chain; 0 where there is none. Entries are counted from 1. */
  private newest: Uint32Array
  private count = 0
  private readonly hash = new Hash()
  /** Where the entry of the row that is looked at begins, and whether it is the first with its key. */
  private at = 0
  private isFirst = true

  /**
   * @param cells how many there are beside each key
   * @param most how many keys are remembered: a power of 2
   */
  constructor(cells: number, most: number = mostKeys) {
    this.most = most
    this.width = firstCell + cells
    this.size = Math.min(most, 1024)
    this.entries = new Uint32Array(this.size * this.width)
    this.newest = new Uint32Array(this.size)
  }

  /**
   * Takes the key of a row, whose cells then follow.
   * @param row its number, from 1
   * @returns the number of the first row with this key; 0 where it is this one
   */
  begin(bytes: Uint8Array, from: number, to: number, row: number): number {
    this.hash.take(bytes, from, to)
    this.at = this.find()
    this.isFirst = this.at === -1
    if (!this.isFirst) return this.entries[this.at + rowNumber]!
    this.add(row)
    return 0
  }

  /**
   * @param cell its number among those beside the key, from 0
   * @returns whether it is what the first row with this key had
   */
  agrees(cell: number, bytes: Uint8Array, from: number, to: number): boolean {
    this.hash.take(bytes, from, to)
    const at = this.at + firstCell + cell
    if (this.isFirst) this.entries[at] = this.hash.low
    return this.entries[at] === this.hash.low
  }

  /** @returns where the entry of the key begins; -1 where there is none */
  private find(): number {
    const { entries, size, count, width } = this
    const { low, high } = this.hash
    let entry = this.newest[low & (size - 1)]!
    while (entry !== 0 && entry > count - size) {
      const at = ((entry - 1) & (size - 1)) * width
      if (entries[at + keyLow] === low && entries[at + keyHigh] === high) return at
      entry = entries[at + former]!
    }
    return -1
  }

  private add(row: number): void {
    if (this.count === this.size && this.size < this.most) this.grow()
    this.at = (this.count & (this.size - 1)) * this.width
    this.entries[this.at + keyLow] = this.hash.low
    this.entries[this.at + keyHigh] = this.hash.high
    this.entries[this.at + rowNumber] = row
    this.chain(++this.count, this.at)
  }

  /** Puts an entry, which begins at `at`, in front of its chain. */
  private chain(entry: number, at: number): void {
    const slot = this.entries[at + keyLow]! & (this.size - 1)
    this.entries[at + former] = this.newest[slot]!
    this.newest[slot] = entry
  }

  private grow(): void {
    const { entries, width } = this
    this.size *= 2
    this.entries = new Uint32Array(this.size * width)
    this.entries.set(entries)
    this.newest = new Uint32Array(this.size)
    for (let entry = 1; entry <= this.count; entry++) this.chain(entry, (entry - 1) * width)
  }
}

/** Two hashes of 32 bits each: FNV-1a with two multipliers, mixed at the end. */
class Hash {
  low = 0
  high = 0

  take(bytes: Uint8Array, from: number, to: number): void {
    let low = 0x811c9dc5
    let high = 0x811c9dc5 ^ (to - from)
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!
      low = Math.imul(low ^ byte, 0x01000193)
      high = Math.imul(high ^ byte, 0x9e3779b1)
    }
    this.low = mixed(low)
    this.high = mixed(high)
  }
}

/** Lets every bit act upon all others, since products leave the low ones to themselves. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b)
  return (twice ^ (twice >>> 16)) >>> 0
}
