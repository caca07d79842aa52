import { perSecond } from './per-second.js'
import { format } from './reach.js'
import { sideBySide } from './rounds.js'

/** Requests per second of the mock as a share of what a bare server does, when both get the same load. */
export async function againstBare({ mock, bare }) {
  const ours = await perSecond(mock.server, mock.request, mock.status)
  const theirs = await perSecond(bare.server, bare.request, bare.status)
  const result = await sideBySide({ rounds: 7, ours: ours.round, theirs: theirs.round, ratio: (a, b) => a / b })
  ours.close()
  theirs.close()
  const [{ micros: a, leastBusy: busyA }, { micros: b, leastBusy: busyB }] = [ours.cpu(), theirs.cpu()]
  const note = `CPU time of a request: ${format(a)} µs : ${format(b)} µs; the servers were at work at least ${percent(busyA)} : ${percent(busyB)} of the time.`
  return { ...result, sides: `${format(result.ours)}/s : ${format(result.theirs)}/s`, note }
}

function percent(share) {
  return `${Math.round(share * 100)} %`
}
