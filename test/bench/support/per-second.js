import { openLoad } from './load.js'
import { median } from './rounds.js'

const warmUpMs = 3000
const roundMs = 500

/**
 * Requests per second of one server.
 * @returns a function that measures one round, and one that tells the server's CPU time, all threads and the kernel's
 * part included: in the median round, how many microseconds a request took and which share of the time it was at work
 */
export async function perSecond(server, request, status) {
  const load = await openLoad({ port: server.port, request, status })
  await load.run({ ms: warmUpMs })
  const micros = []
  const busy = []
  return {
    async round() {
      const before = await server.ask('cpu')
      const { answers, seconds } = await load.run({ ms: roundMs })
      const used = (await server.ask('cpu')).micros - before.micros
      micros.push(used / answers)
      busy.push(used / 1e6 / seconds)
      return answers / seconds
    },
    cpu: () => ({ micros: median(micros), busy: median(busy) }),
    close: load.close,
  }
}
