/** Random choices: a small generator of its own for each (seed, stream, index), so no choice depends on another's. */
export class Draw {
  private readonly keyA: number
  private readonly keyB: number
  private a = 0
  private b = 0

  /** @param stream separates the choices of two uses of one seed, such as two datasets. */
  constructor(seed: number, stream: string) {
    const text = `${seed}/${stream}`
    this.keyA = fnv1a(text)
    this.keyB = fnv1a(text, 0x050c5d1f)
  }

  /** Moves to the start of one index (0 to 2^53 - 1) and returns itself. */
  at(index: number): this {
    const low = index | 0
    const high = (index / 0x100000000) | 0
    this.a = scramble(low ^ this.keyA)
    this.b = scramble(Math.imul(low, 0x9e3779b1) ^ scramble(high ^ this.keyB))
    if ((this.a | this.b) === 0) this.a = 1 // the one state that would only ever give zeros
    return this
  }

  /**
   * 32 random bits as a signed integer.
   * @see https://prng.di.unimi.it/xoroshiro64starstar.c the algorithm, xoroshiro64**, by Blackman and Vigna
   */
  bits(): number {
    const { a, b } = this
    const mixed = Math.imul(a, 0x9e3779bb)
    const c = b ^ a
    this.a = ((a << 26) | (a >>> 6)) ^ c ^ (c << 9)
    this.b = (c << 13) | (c >>> 19)
    return Math.imul((mixed << 5) | (mixed >>> 27), 5)
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    if (limit <= 0x10000) return Math.imul(this.bits() >>> 16, limit) >>> 16 // no floating point: twice as fast
    return Math.floor((this.bits() >>> 0) * 2 ** -32 * limit)
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance(probability: number): boolean {
    return this.bits() >>> 0 < probability * 2 ** 32
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }
}

/** 32 bits, signed, that follow from a text alone: FNV-1a, then scrambled. */
export function fnv1a(text: string, basis = 0x811c9dc5): number {
  let hash = basis
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return scramble(hash)
}

/** MurmurHash3's finalizer: each bit of the input changes about half of the output's. */
function scramble(word: number): number {
  let w = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  w = Math.imul(w ^ (w >>> 13), 0xc2b2ae35)
  return w ^ (w >>> 16)
}
