import { setImmediate } from 'node:timers/promises'

/**
 * The same chunks, with a turn for everything else after every so many. Loopback and files take bytes as fast as they are
 * made, so whoever writes there would never let go of the event loop by itself.
 */
export async function* inTurns(
  chunks: Iterable<Uint8Array>,
  chunksPerTurn: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let passed = 0
  for (const chunk of chunks) {
    yield chunk
    if (++passed % chunksPerTurn === 0) await setImmediate()
  }
}
