import { createReadStream } from 'node:fs'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { atLeast, format, times } from '../support/reach.js'
import { sideBySide } from '../support/rounds.js'
import { validateFile, withFile } from './validate-file.js'

export const validate = {
  name: 'validate',
  what: 'validating 700 MB of `requests`, every rule on',
  against: 'csv-parse merely parsing it, as a stream with its default options',
  reach: atLeast(2, times),
  method:
    'validateCsv() against a pipeline into csv-parse, both from the same file; 3 rounds in one process. Before that, 1,000,000 rows of each dataset must be without finding.',
  run: (context) =>
    withFile(context, 'rbac2', async (smaller) => {
      await validateFile(context, smaller)
      return withFile(context, 'requests', async (file) => {
        await validateFile(context, file)
        const result = await sideBySide({
          rounds: 3,
          ours: () => timed(() => validateFile(context, file)),
          theirs: () => timed(() => parseOnly(file.path)),
          ratio: (a, b) => b / a,
        })
        const speed = (ms) => `${format(file.size / ms / 1000)} MB/s`
        return { ...result, sides: `${speed(result.ours)} : ${speed(result.theirs)}` }
      })
    }),
}

async function timed(run) {
  const start = performance.now()
  await run()
  return performance.now() - start
}

function parseOnly(path) {
  const count = new Writable({ objectMode: true, write: (_record, _encoding, done) => done() })
  return pipeline(createReadStream(path), parse(), count)
}
