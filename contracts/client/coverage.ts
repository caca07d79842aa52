import { fieldOf } from './answers.ts'
import type { Exchange } from './exchange.ts'

/** Bytes of a file: `from` the first, `to` behind the last; `to` is infinite where the length is not known. */
export interface ByteSpan {
  readonly from: number
  readonly to: number
}

/** The bytes that an answer to a download has. */
export function spanOf({ status, responseHeaders, bytesSent }: Exchange): ByteSpan {
  if (status !== 206) return { from: 0, to: Number.POSITIVE_INFINITY }
  const [, first, last] = /^bytes (\d+)-(\d+)\//.exec(fieldOf(responseHeaders, 'content-range') ?? '') ?? []
  return first === undefined ? { from: 0, to: bytesSent } : { from: Number(first), to: Number(last) + 1 }
}

/** The length of the whole file, as an answer to a download tells it. */
export function lengthOf({ status, responseHeaders }: Exchange): number | undefined {
  const text =
    status === 206
      ? /\/(\d+)$/.exec(fieldOf(responseHeaders, 'content-range') ?? '')?.[1]
      : fieldOf(responseHeaders, 'content-length')
  return text === undefined ? undefined : Number(text)
}

/** Which bytes of a file have come. */
export class Coverage {
  /** Sorted, and none touches the next. */
  private readonly spans: ByteSpan[] = []

  add({ from, to }: ByteSpan): void {
    const first = this.placeOf(from)
    let behind = first
    while (behind < this.spans.length && this.spans[behind]!.from <= to) behind++
    const touching = this.spans.slice(first, behind)
    const joined = {
      from: Math.min(from, touching[0]?.from ?? from),
      to: Math.max(to, touching.at(-1)?.to ?? to),
    }
    this.spans.splice(first, behind - first, joined)
  }

  /** Whether all bytes of a span have come. */
  has({ from, to }: ByteSpan): boolean {
    const span = this.spans[this.placeOf(from)]
    return span !== undefined && span.from <= from && span.to >= to
  }

  /** Where the first span is that ends at an offset or behind it. */
  private placeOf(offset: number): number {
    let [low, high] = [0, this.spans.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.spans[middle]!.to < offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
