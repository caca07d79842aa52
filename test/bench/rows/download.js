import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { startServer } from '../support/child.js'
import { download as fetchAll } from '../support/download.js'
import { million, serverWithReadyExport } from '../support/export-of-requests.js'
import { atLeast, format, times } from '../support/reach.js'
import { sideBySide } from '../support/rounds.js'
import { requestsFile } from '../support/spec.js'

export const download = {
  name: 'download',
  what: 'GET of an export with 1,000,000 rows of `requests`',
  against: 'bare node:http that streams a ready file with the same bytes',
  reach: atLeast(0.3, times),
  method:
    'Bytes per second from the request to the last byte, over a new connection that counts and throws away; 5 rounds after one of warming up.',
  async run(context) {
    const generators = await import(context.moduleUrl('generators/index'))
    const file = join(context.folder, 'requests.csv')
    const csv = await generators.CsvFile.open(requestsFile(generators, { rows: million }))
    await pipeline(csv.bytes(), createWriteStream(file))
    const { server: mock, url, size } = await serverWithReadyExport(context)
    const bare = await startServer('bare-file', context, { file, size })
    try {
      if (csv.size !== size) throw new Error(`The file has ${csv.size} bytes, the export ${size}.`)
      const ours = async () => (await fetchAll(url, size)).totalMs
      const theirs = async () => (await fetchAll(`${bare.baseUrl}/`, size)).totalMs
      await ours()
      await theirs()
      const result = await sideBySide({ rounds: 5, ours, theirs, ratio: (a, b) => b / a })
      const speed = (ms) => `${format(size / 1e6 / (ms / 1000))} MB/s`
      return { ...result, sides: `${speed(result.ours)} : ${speed(result.theirs)}`, note: `${format(size / 1e6)} MB.` }
    } finally {
      await Promise.all([mock.stop(), bare.stop(), rm(file, { force: true })])
    }
  },
}
