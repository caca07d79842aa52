/** Nobody needs to see progress of what is done by then. */
const silentMs = 500
const redrawMs = 100
const barWidth = 30
/** Of what an earlier, longer line has left. */
const eraseRest = '\u001b[K'

/** How far something is, on one line of a terminal, once it takes longer than a moment. */
export class ProgressLine {
  private readonly terminal: NodeJS.WritableStream
  private readonly size: number | undefined
  private readonly now: () => number
  private readonly startedAt: number
  private drawnAt: number
  private isDrawn = false

  /** @param size in bytes; `undefined` where it is not known beforehand */
  constructor(terminal: NodeJS.WritableStream, size: number | undefined, now: () => number = () => performance.now()) {
    this.terminal = terminal
    this.size = size
    this.now = now
    this.startedAt = now()
    this.drawnAt = this.startedAt + silentMs - redrawMs
  }

  /** @param done how many bytes are, from the beginning */
  draw(done: number): void {
    const time = this.now()
    if (time - this.drawnAt < redrawMs) return
    this.drawnAt = time
    this.isDrawn = true
    this.terminal.write(`\r${progressLine(done, this.size, time - this.startedAt, widthOf(this.terminal))}${eraseRest}`)
  }

  clear(): void {
    if (this.isDrawn) this.terminal.write(`\r${eraseRest}`)
    this.isDrawn = false
  }
}

/** Passes chunks through and draws how far they are. */
export function* withProgress(
  chunks: Iterable<Uint8Array>,
  size: number,
  terminal: NodeJS.WritableStream,
  now?: () => number,
): Generator<Uint8Array, void, undefined> {
  const line = new ProgressLine(terminal, size, now)
  let done = 0
  try {
    for (const chunk of chunks) {
      yield chunk
      done += chunk.length
      line.draw(done)
    }
  } finally {
    line.clear()
  }
}

/** @param width a line that is longer would be broken, and its beginning could not be drawn again: then the bar is left out */
function progressLine(done: number, size: number | undefined, elapsedMs: number, width: number): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
  const speed = `${megabytes((done / Math.max(1, elapsedMs)) * 1000)} MB/s `
  if (size === undefined) return `${megabytes(done)} MB, ${speed}`
  const share = size === 0 ? 1 : Math.min(1, done / size)
  const bar = `[${'#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '-')}] `
  const line = `${(share * 100).toFixed(0).padStart(3)} %  ${megabytes(done)} of ${megabytes(size)} MB, ${speed}`
  return bar.length + line.length < width ? bar + line : line
}

function widthOf(terminal: NodeJS.WritableStream): number {
  return (terminal as Partial<{ columns: number }>).columns || 80
}
