/** So many bytes may be looked at in vain before the file has to go on. */
const most = 256 * 1024
/** So many for each byte that is read for good. */
const perByte = 8

/**
 * Counts the bytes that readings of damaged records look at in vain, and says when there were too many. A reading can
 * look far ahead while cells and records end near by: if each one did, the time taken would grow with the square of
 * the file.
 */
export class Lookahead {
  private left = most
  private spent = 0

  get isSpent(): boolean {
    return this.spent >= this.left
  }

  /** Tries a record, perhaps anew: what the last try cost does not count, since it depends on how the bytes came. */
  begin(): void {
    this.spent = 0
  }

  lose(bytes: number): void {
    this.spent += bytes
  }

  /** @param bytes of the record, which has been read */
  settle(bytes: number): void {
    this.left = Math.min(most, this.left - this.spent + perByte * bytes)
    this.spent = 0
  }
}
