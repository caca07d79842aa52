const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'
const eraseBelow = '\u001b[J'

/**
 * Lines at the foot of a terminal that are drawn anew, with lines above that stay. No line may be longer than the terminal
 * is wide: it would be broken in two, and the block could not be found again.
 */
export class LiveBlock {
  private readonly terminal: NodeJS.WritableStream
  private lines: readonly string[] = []
  private isBegun = false

  constructor(terminal: NodeJS.WritableStream) {
    this.terminal = terminal
  }

  /** @param lasting go above the block, and stay @param lines are the block from now on */
  draw(lasting: readonly string[], lines: readonly string[] = this.lines): void {
    const start = this.isBegun ? '' : hideCursor
    this.isBegun = true
    this.terminal.write(start + this.erased() + [...lasting, ...lines].map((line) => `${line}\n`).join(''))
    this.lines = lines
  }

  /** Takes the block away. It can begin again. */
  end(): void {
    if (!this.isBegun) return
    this.terminal.write(this.erased() + showCursor)
    this.isBegun = false
    this.lines = []
  }

  private erased(): string {
    return this.lines.length === 0 ? '' : `\u001b[${this.lines.length}A\r${eraseBelow}`
  }
}
