/** The bytes that mean something in a CSV file. */
export const quote = 0x22
export const comma = 0x2c
export const lineFeed = 0x0a
export const carriageReturn = 0x0d
export const backslash = 0x5c

/** `[` or `{`, with which JSON of more than one value begins. */
export function opensJson(byte: number | undefined): boolean {
  return byte === 0x5b || byte === 0x7b
}

/** `]` or `}`. */
export function closesJson(byte: number | undefined): boolean {
  return byte === 0x5d || byte === 0x7d
}

export function lineFeedsIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (bytes[at] === lineFeed) count++
  return count
}
