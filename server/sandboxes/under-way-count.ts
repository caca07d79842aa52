/**
 * How many exchanges are under way, and when those of a moment are over. Whoever asks for that ends the period in which
 * exchanges are counted together; so nothing has to be kept of each of them.
 */
export class UnderWayCount {
  private current: Period = { open: 0, over: undefined }
  private readonly former = new Set<Period>()

  get isNone(): boolean {
    return this.current.open === 0 && this.former.size === 0
  }

  /** @returns what to give to `end` */
  begin(): Period {
    this.current.open++
    return this.current
  }

  end(period: Period): void {
    if (--period.open > 0 || period.over === undefined) return
    this.former.delete(period)
    period.over.tell()
  }

  /** Resolves when all that are under way now are over. */
  async settled(): Promise<void> {
    if (this.current.open > 0) {
      this.former.add(this.current)
      this.current.over = signal()
      this.current = { open: 0, over: undefined }
    }
    await Promise.all([...this.former].map(({ over }) => over?.told))
  }
}

export interface Period {
  open: number
  /** There once somebody waits for it. */
  over: { readonly told: Promise<void>; readonly tell: () => void } | undefined
}

function signal(): NonNullable<Period['over']> {
  let tell = () => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  return { told, tell }
}
