import type { Journal } from '../../journal/journal.ts'
import type { ExchangeMark } from '../../journal/stored-exchange.ts'

/** At the start there may be more, since they come all at once. */
const mostAtFirst = 5000
const mostLater = 200
/** What may be told in one look after another: 500 a second, which is more than anybody can see. */
const regained = 50

/** The exchanges that are over, told in batches of bounded size: at full load most are only counted. */
export class FollowedExchanges {
  private readonly journal: Journal
  private told = 0
  private isFirst = true
  /** How many may be told now. */
  private left = mostLater

  constructor(journal: Journal) {
    this.journal = journal
  }

  /** @returns the last of those that are new, and how many others there were; `undefined` where there is none */
  next(): { readonly exchanges: readonly ExchangeMark[]; readonly skipped: number } | undefined {
    const { latestId } = this.journal
    this.left = Math.min(mostLater, this.left + regained)
    if (latestId === this.told && !this.isFirst) return undefined
    const exchanges = this.journal.marks(this.told, this.isFirst ? mostAtFirst : this.left)
    if (!this.isFirst) this.left -= exchanges.length
    // What was dropped before anybody followed, nobody has missed.
    const skipped = (this.isFirst ? this.journal.count : latestId - this.told) - exchanges.length
    this.told = latestId
    this.isFirst = false
    return { exchanges, skipped }
  }
}
