/**
 * Whoever wants to know of something.
 * @template T
 */
export class Listeners {
  /** @type {Set<(value: T) => void>} */
  #all = new Set()

  /** @param {(value: T) => void} listener @returns {() => void} what ends it */
  add(listener) {
    this.#all.add(listener)
    return () => void this.#all.delete(listener)
  }

  /** @param {T} value */
  tell(value) {
    for (const listener of this.#all) {
      try {
        listener(value)
      } catch (error) {
        reportError(error) // it is that listener's own, and no reason to stop telling the others
      }
    }
  }
}
