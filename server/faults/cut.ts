import type { OpenObject } from '../exports/stored-object.ts'

export const cutPlaces = ['byte', 'record', 'quoted-cell', 'character'] as const
export type CutPlace = (typeof cutPlaces)[number]

const quote = 0x22
const lineFeed = 0x0a

/** Whether a file may end before a byte, given what stands on either side of that place. */
const isPlace: { readonly [P in CutPlace]: (before: number, after: number, isQuoted: boolean) => boolean } = {
  byte: () => true,
  record: (before, _after, isQuoted) => before === lineFeed && !isQuoted,
  // Not right behind a quotation mark: it could be taken for the end of the cell.
  'quoted-cell': (before, _after, isQuoted) => isQuoted && before !== quote,
  character: (_before, after) => (after & 0xc0) === 0x80, // a byte that continues a character of UTF-8
}

/** How far is looked for a place: a file without any must not be made whole for that. */
const searchedBytes = 8 * 1024 * 1024

/**
 * The first offset from `earliest` on where a file can be cut as wanted; its size where there is none.
 * Only what lies between is looked at, from the beginning of a record on, and 8 MiB at the most.
 */
export function findCut(object: OpenObject, earliest: number, place: CutPlace): number {
  if (place === 'byte') return earliest
  const accepts = isPlace[place]
  let at = object.recordStartBefore(earliest)
  let isQuoted = false
  let before = lineFeed
  const end = Math.min(object.size, earliest + searchedBytes)
  for (const chunk of chunksBetween(object, at, end)) {
    for (const byte of chunk) {
      if (at >= earliest && at > 0 && accepts(before, byte, isQuoted)) return at
      if (byte === quote) isQuoted = !isQuoted // twice for a doubled one
      before = byte
      at++
    }
  }
  return object.size
}

function chunksBetween(object: OpenObject, from: number, to: number): Iterable<Uint8Array> {
  const bytes = object.bytes(from, to)
  return bytes instanceof Uint8Array ? [bytes] : bytes
}
