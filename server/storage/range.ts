/** Bytes of an object: `from` the first, `to` behind the last. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * Reads a `Range` field (RFC 9110, section 14.2) against an object's size.
 * @returns `whole` where the field is absent, not understood, or asks for several ranges: a server may ignore those, and
 * S3 does
 */
export function parseRange(field: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(field ?? '')
  if (match === null) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const length = Number(last)
    return length === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(0, size - length), to: size }
  }
  const from = Number(first)
  const to = last === '' ? size : Math.min(Number(last) + 1, size)
  if (last !== '' && Number(last) < from) return 'whole'
  return from >= size ? 'unsatisfiable' : { from, to }
}
