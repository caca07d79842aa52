import type { Field } from '../../client/exchange.ts'
import type { Failure } from './failure.ts'

/** The head of an answer as it came, secrets and all: it never leaves the verifier. */
export interface Head {
  readonly status: number
  readonly fields: readonly Field[]
}

/** An answer whose body is yet to be read: it is read once, or left. */
export interface OpenAnswer extends Head {
  /** Ends early where the connection does, and then says why in `cut`. */
  readonly body: AsyncIterable<Uint8Array>
  /** Known once `body` has ended: why it did so before its end, or `null`. */
  readonly cut: Failure | null
  /** Closes the connection, so that nothing more is sent. */
  leave(): void
}

/** @param name in lower case @returns its first value */
export function fieldOf({ fields }: { readonly fields: readonly Field[] }, name: string): string | undefined {
  return fields.find(([each]) => each.toLowerCase() === name)?.[1]
}
