import { randomFillSync } from 'node:crypto'
import { formatUlid } from '../generators/ulid.ts'
import type { Clock } from './clock.ts'

/** Gives a new ULID at each call. */
export type NextId = () => string

/** Ids with the clock's time and the machine's randomness, which is fetched a page at a time: a call a page, not an id. */
export function randomIds(clock: Clock): NextId {
  const words = new Uint32Array(1024)
  let next = words.length
  return () => {
    if (next + 3 > words.length) {
      randomFillSync(words)
      next = 0
    }
    return formatUlid({ time: clock.now(), a: words[next++]!, b: words[next++]!, c: words[next++]! })
  }
}

/** Ids from outside stand in URLs, signatures and file paths, so only characters that none of them has to encode will do. */
export function checkedIds(nextId: NextId): NextId {
  return () => {
    const id = nextId()
    if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return id
    throw new Error(`nextId gave ${JSON.stringify(id)}; expected 1 to 64 of A-Z, a-z, 0-9, _ and -.`)
  }
}
