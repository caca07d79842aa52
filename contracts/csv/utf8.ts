/**
 * Finds the first byte that is not UTF-8 as RFC 3629 has it, one after another: for bytes that are known to be wrong.
 * @returns its index; -1 where all is well
 */
export function invalidUtf8(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; ) {
    const length = sequenceLength(bytes, at, to)
    if (length <= 0) return at
    at += length
  }
  return -1
}

/** Whether the bytes end within a character: what is there of it is right, and more should follow. */
export function endsWithinCharacter(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = to - 1; at >= Math.max(from, to - 3); at--) {
    if (bytes[at]! < 0x80) return false
    if (bytes[at]! >= 0xc0) return sequenceLength(bytes, at, to) === cut
  }
  return false
}

const wrong = 0
const cut = -1

function sequenceLength(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at]!
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return wrong
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  for (let i = 1; i < length; i++) {
    if (at + i >= to) return cut
    const [least, most] = i === 1 ? secondByte(lead) : [0x80, 0xbf]
    if (bytes[at + i]! < least || bytes[at + i]! > most) return wrong
  }
  return length
}

/** The first bytes that leave no room for longer forms than needed, surrogates, and what lies beyond U+10FFFF. */
function secondByte(lead: number): readonly [least: number, most: number] {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  return lead === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf]
}
