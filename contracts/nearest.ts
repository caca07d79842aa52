/**
 * The candidate that the word begins, else the one that the fewest single-letter edits reach (Levenshtein distance).
 * @param candidates at least one
 */
export function nearest<T extends string>(word: string, candidates: readonly T[]): T {
  return closest(word, candidates)!.candidate
}

/** The same, where it is near enough to have been meant: no more than two letters in five are edited. */
export function nearWord<T extends string>(word: string, candidates: readonly T[]): T | undefined {
  if (word === '' || word.length > comparedLength) return undefined
  const best = closest(word, candidates)
  if (best === undefined) return undefined
  return best.edits <= Math.round(0.4 * Math.max(word.length, best.candidate.length)) ? best.candidate : undefined
}

/** `, the nearest being X`, to go on with a sentence; nothing where none is near enough to have been meant. */
export function hint(word: string, candidates: readonly string[]): string {
  const near = nearWord(word, candidates)
  return near === undefined ? '' : `, the nearest being ${near}`
}

function closest<T extends string>(
  word: string,
  candidates: readonly T[],
): { candidate: T; edits: number } | undefined {
  return candidates
    .map((candidate) => ({
      candidate,
      edits: candidate.startsWith(word) ? 0 : editsBetween(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits)[0]
}

/** Longer words are compared by their beginning: what a stranger sends must not cost more than that. */
const comparedLength = 64

function editsBetween(a: string, b: string): number {
  const [from, to] = [a.slice(0, comparedLength), b.slice(0, comparedLength)]
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
