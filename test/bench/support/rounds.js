/**
 * Measures two sides in turn, A B A B, so that whatever else the machine does falls on both alike.
 * @param ratio of one pair, such as how many times as fast the first is
 */
export async function sideBySide({ rounds, ours, theirs, ratio }) {
  const pairs = []
  for (let round = 0; round < rounds; round++) pairs.push({ ours: await ours(round), theirs: await theirs(round) })
  return {
    values: pairs.map((pair) => ratio(pair.ours, pair.theirs)),
    ours: median(pairs.map((pair) => pair.ours)),
    theirs: median(pairs.map((pair) => pair.theirs)),
  }
}

export function median(values) {
  return percentile(values, 0.5)
}

/** @param share 0.99 for the value that 99 of 100 do not exceed */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)]
  return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at))
}
