import { createHash } from 'node:crypto'

export interface ContainmentSeen {
  /** Records that the narrower export has. */
  readonly narrower: number
  /** Records that the first wider export has. */
  readonly wider: number
  /** How many of the narrower one's are in no wider one. */
  readonly missing: number
  /** The numbers of the first of them, from 1; the header does not count. */
  readonly firstMissing: readonly number[]
}

/** More records are not held against each other: their hashes take some 50 bytes each. */
const mostRecords = 1_000_000
const mostNumbers = 10

/**
 * Whether the records of one export are among those of another, as multisets. Live data changes, so a record that is
 * missing from a wider export made before may still be found in one made after. Records are compared by 48 bits of
 * SHA-256: among a million, one that is missing goes unseen once in some hundred million times.
 */
export class Containment {
  private readonly before = new Map<number, number>()
  private readonly narrower = new Map<number, number>()
  /** By hash, the numbers of the narrower export's records that `before` has not. */
  private readonly unmatched = new Map<number, number[]>()
  private readonly later = new Map<number, number>()
  private widerCount = 0
  private narrowerCount = 0

  widerRecord(record: Buffer): void {
    if (++this.widerCount <= mostRecords) count(this.before, hashOf(record))
  }

  narrowerRecord(record: Buffer): void {
    if (++this.narrowerCount > mostRecords) return
    const hash = hashOf(record)
    if (count(this.narrower, hash) <= (this.before.get(hash) ?? 0)) return
    const numbers = this.unmatched.get(hash) ?? []
    numbers.push(this.narrowerCount)
    this.unmatched.set(hash, numbers)
  }

  /** A record of the wider export that was made last. */
  laterRecord(record: Buffer): void {
    const hash = hashOf(record)
    if (this.unmatched.has(hash)) count(this.later, hash)
  }

  /** @returns `undefined` where there are too many records */
  end(): ContainmentSeen | undefined {
    if (this.widerCount > mostRecords || this.narrowerCount > mostRecords) return undefined
    const missing = [...this.unmatched].flatMap((each) => this.missingYet(...each)).sort((a, b) => a - b)
    return {
      narrower: this.narrowerCount,
      wider: this.widerCount,
      missing: missing.length,
      firstMissing: missing.slice(0, mostNumbers),
    }
  }

  /** A record has to be in `later` as often as in the narrower export, those that `before` matched included. */
  private missingYet(hash: number, numbers: readonly number[]): readonly number[] {
    return numbers.slice(Math.max(0, (this.later.get(hash) ?? 0) - (this.before.get(hash) ?? 0)))
  }
}

function count(counts: Map<number, number>, hash: number): number {
  const next = (counts.get(hash) ?? 0) + 1
  counts.set(hash, next)
  return next
}

function hashOf(record: Buffer): number {
  return createHash('sha256').update(record).digest().readUIntBE(0, 6)
}
