/** Nobody needs to see progress of what is done by then. */
const silentMs = 500
const redrawMs = 100
const barWidth = 30

/** Passes chunks through and draws how far they are, on one line of a terminal, once it takes longer than a moment. */
export function* withProgress(
  chunks: Iterable<Uint8Array>,
  size: number,
  terminal: NodeJS.WritableStream,
  now: () => number = () => performance.now(),
): Generator<Uint8Array, void, undefined> {
  const startedAt = now()
  let drawnAt = startedAt + silentMs - redrawMs
  let isDrawn = false
  let done = 0
  try {
    for (const chunk of chunks) {
      yield chunk
      done += chunk.length
      const time = now()
      if (time - drawnAt < redrawMs) continue
      drawnAt = time
      isDrawn = true
      terminal.write(`\r${progressLine(done, size, time - startedAt)}`)
    }
  } finally {
    if (isDrawn) terminal.write('\r\u001b[K') // carriage return, erase the line
  }
}

function progressLine(done: number, size: number, elapsedMs: number): string {
  const share = size === 0 ? 1 : done / size
  const filled = Math.round(share * barWidth)
  const bar = '#'.repeat(filled).padEnd(barWidth, '-')
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
  const speed = megabytes((done / Math.max(1, elapsedMs)) * 1000)
  return `[${bar}] ${(share * 100).toFixed(0).padStart(3)} %  ${megabytes(done)} of ${megabytes(size)} MB, ${speed} MB/s `
}
