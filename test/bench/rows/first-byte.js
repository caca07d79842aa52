import { download } from '../support/download.js'
import { serverWithReadyExport } from '../support/export-of-requests.js'
import { atMost, milliseconds } from '../support/reach.js'

export const firstByte = {
  name: 'first-byte',
  what: 'first byte of that download after readiness',
  against: undefined,
  reach: atMost(20, milliseconds),
  method: 'From sending GET, right after the poll that was answered 200, to the first byte of the body; 5 new servers.',
  async run(context) {
    const values = []
    for (let round = 0; round < 5; round++) {
      const { server, url, size } = await serverWithReadyExport(context)
      try {
        values.push((await download(url, size)).firstByteMs)
      } finally {
        await server.stop()
      }
    }
    return { values }
  },
}
