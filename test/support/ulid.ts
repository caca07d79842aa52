const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The 128 bits of a ULID, by the specification and with numbers that have no limit: slow, and hard to get wrong. */
export function bitsOfUlid(ulid: string): bigint {
  return [...ulid].reduce((bits, character) => bits * 32n + BigInt(alphabet.indexOf(character)), 0n)
}

/** Milliseconds since 1970. */
export function timeOfUlid(ulid: string): number {
  return Number(bitsOfUlid(ulid) >> 80n)
}
