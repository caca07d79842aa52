import { perSecond } from './per-second.js'
import { format } from './reach.js'
import { sideBySide } from './rounds.js'

/** Requests per second of the mock as a share of what a bare server does, when both get the same load. */
export async function againstBare({ mock, bare }) {
  const ours = await perSecond(mock.server, mock.request, mock.status)
  const theirs = await perSecond(bare.server, bare.request, bare.status)
  const result = await sideBySide({ rounds: 21, ours: ours.round, theirs: theirs.round, ratio: (a, b) => a / b })
  ours.close()
  theirs.close()
  const [a, b] = [ours.cpu(), theirs.cpu()]
  return {
    ...result,
    sides: `${format(result.ours)}/s : ${format(result.theirs)}/s`,
    note: `CPU time of a request: ${format(a.micros)} µs : ${format(b.micros)} µs, a ratio of ${format(b.micros / a.micros)}; the servers were at work ${percent(a.busy)} : ${percent(b.busy)} of the time.`,
    isDoubtful: Math.min(a.busy, b.busy) < saturated,
  }
}

/** Where a server had more idle time than this leaves, the load or another process was the limit, not the server. */
const saturated = 0.9

function percent(share) {
  return `${Math.round(share * 100)} %`
}
