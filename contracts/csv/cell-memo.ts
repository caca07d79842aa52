const slots = 256
/** Longer cells are not remembered. */
const longest = 1024

/** Remembers some cells, by their bytes, in memory that never grows: one for each slot, the last that came. */
export class CellMemo {
  private readonly bytes = Buffer.allocUnsafeSlow(slots * longest)
  private readonly lengths = new Int32Array(slots).fill(-1)

  has(bytes: Uint8Array, from: number, to: number): boolean {
    const length = to - from
    const slot = slotOf(bytes, from, to)
    if (this.lengths[slot] !== length) return false
    const known = this.bytes
    const start = slot * longest
    for (let at = 0; at < length; at++) if (known[start + at] !== bytes[from + at]) return false
    return true
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > longest) return
    const slot = slotOf(bytes, from, to)
    this.lengths[slot] = to - from
    this.bytes.set(bytes.subarray(from, to), slot * longest)
  }
}

/** A hash of the length and of some 32 bytes all over the cell (FNV-1a). */
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  const step = 1 + ((to - from) >>> 5)
  let hash = 0x811c9dc5 ^ (to - from)
  for (let at = from; at < to; at += step) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  return (hash ^ (hash >>> 15)) & (slots - 1)
}
