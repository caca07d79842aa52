/** A file whose bytes are made when they are asked for. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number
  /** @param to offset behind the last byte */
  bytes(from: number, to: number): Generator<Uint8Array, void, undefined>
  /** The last offset up to `offset` of which it is known that a record begins there. */
  recordStartBefore(offset: number): number
}

/** Other bytes in the place of those from `from` to `to`. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly bytes: Uint8Array
}

/** The same file with one stretch replaced; all else is still made when it is asked for. */
export function spliced(source: ByteSource, { from: start, to: end, bytes: put }: Splice): ByteSource {
  const putEnd = start + put.length
  const shift = put.length - (end - start)
  return {
    size: source.size + shift,
    *bytes(from, to) {
      if (from < start) yield* source.bytes(from, Math.min(to, start))
      const [first, last] = [Math.max(from, start), Math.min(to, putEnd)]
      if (first < last) yield Buffer.from(put.subarray(first - start, last - start)) // a copy, as other chunks are new too
      if (to > putEnd) yield* source.bytes(Math.max(from, putEnd) - shift, to - shift)
    },
    recordStartBefore(offset) {
      if (offset < start) return source.recordStartBefore(offset)
      // Whether records begin in what was put in is not known, nor whether what follows begins with one.
      const known = offset < putEnd ? start : source.recordStartBefore(offset - shift) + shift
      return known > putEnd ? known : source.recordStartBefore(start)
    },
  }
}
