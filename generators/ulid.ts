/** A ULID as numbers: 48 bits of time and 80 of randomness (32 + 32 + 16). */
export interface UlidBits {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly a: number
  readonly b: number
  readonly c: number
}

export const ulidLength = 26

const crockford = Buffer.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')
const scratch = Buffer.alloc(ulidLength)

export function formatUlid(bits: UlidBits): string {
  writeUlid(bits, scratch, 0)
  return scratch.toString('latin1')
}

export function writeUlid({ time, a, b, c }: UlidBits, out: Uint8Array, at: number): void {
  putBase32(Math.floor(time / 0x2000000), 5, out, at)
  putBase32(time % 0x2000000, 5, out, at + 5)
  // 80 bits as sixteen digits of five: 25 + 25 from the words, the 14 left over and 16 of `c` make the other 30.
  putBase32(a >>> 7, 5, out, at + 10)
  putBase32(b >>> 7, 5, out, at + 15)
  putBase32(((a & 0x7f) << 23) | ((b & 0x7f) << 16) | (c & 0xffff), 6, out, at + 20)
}

function putBase32(word: number, digits: number, out: Uint8Array, at: number): void {
  let rest = word
  for (let i = at + digits - 1; i >= at; i--) {
    out[i] = crockford[rest & 31]!
    rest >>>= 5
  }
}
