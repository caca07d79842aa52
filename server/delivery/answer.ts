import type { OpenObject } from '../exports/stored-object.ts'
import { inTurns } from '../in-turns.ts'

/** What an emulated path answers, as data: faults make another of it, and everything is sent by `deliver`. */
export interface Answer {
  readonly status: number
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | number>>
  readonly body?: Body | undefined
  /** A body that holds secrets, as it may be shown; where this is absent, the journal looks for them itself. */
  readonly shownBody?: string | undefined
  /** What was wrong with the request, in a word; for the journal. */
  readonly problem?: string | undefined
  /** The same, or what was answered, in a sentence; for journal and log. */
  readonly note?: string | undefined
  /** How it is sent, if not at once and whole. */
  readonly delivery?: Delivery | undefined
}

/** A text is sent faster than its bytes: Node writes it together with the head. */
export type Body = string | Uint8Array | FilePart | AsyncIterable<Uint8Array>

/** Bytes of an object that are made when they are sent. */
export interface FilePart {
  readonly object: OpenObject
  /** Offset of the first byte. */
  readonly from: number
  /** Offset behind the last byte. */
  readonly to: number
}

export interface Delivery {
  /** How long nothing is sent at first, in milliseconds of the sandbox's clock. */
  readonly delayMs?: number
  readonly bytesPerSecond?: number
  readonly interruption?: Interruption
}

/** Where sending is interrupted, and how it goes on. */
export interface Interruption {
  /** After so many bytes of the body, or before the first of the head. */
  readonly at: number | 'head'
  /** `reset` ends the connection at once; `stall` sends nothing more, for so long or until the client gives up. */
  readonly how: 'reset' | 'stall'
  /** Milliseconds of the sandbox's clock. */
  readonly forMs?: number
}

/** A body's bytes in chunks, each made when it is asked for, and others having their turn between them. */
export function bytesOf(body: Body | undefined): AsyncIterable<Uint8Array> {
  if (body === undefined) return inTurns([], chunksPerTurn)
  if (typeof body === 'string') return inTurns([Buffer.from(body)], chunksPerTurn)
  if (body instanceof Uint8Array) return inTurns([body], chunksPerTurn)
  if (!('object' in body)) return body
  const bytes = body.object.bytes(body.from, body.to)
  return inTurns(bytes instanceof Uint8Array ? [bytes] : bytes, chunksPerTurn)
}

/** How many chunks may be sent before others get their turn: some 250 KiB, a third of a millisecond. */
const chunksPerTurn = 4

/**
 * Where a body is interrupted after so many bytes; after half of it where it is not longer than that, since an
 * interruption at its end would be none.
 */
export function within({ headers, body }: Answer, afterBytes: number): number {
  if (body === undefined) return 0
  const length = headers['content-length']
  return length === undefined || afterBytes < Number(length) ? afterBytes : Math.floor(Number(length) / 2)
}

/** The answer with something about its delivery added. */
export function delivered(answer: Answer, delivery: Delivery): Answer {
  return { ...answer, delivery: { ...answer.delivery, ...delivery } }
}
