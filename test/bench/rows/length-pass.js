import { atLeast, format, times } from '../support/reach.js'
import { sideBySide } from '../support/rounds.js'
import { requestsFile } from '../support/spec.js'

export const lengthPass = {
  name: 'length-pass',
  what: 'adding up the lengths of 1,000,000 rows',
  against: 'making their bytes',
  reach: atLeast(3, times),
  method: 'CsvFile.open() against reading all of bytes(), the company being known already; 7 rounds in one process.',
  async run({ moduleUrl }) {
    const generators = await import(moduleUrl('generators/index'))
    const spec = requestsFile(generators, { rows: 1_000_000 })
    let file
    const measure = async () => {
      const start = performance.now()
      file = await generators.CsvFile.open(spec)
      return performance.now() - start
    }
    const make = async () => {
      const start = performance.now()
      for (const _ of file.bytes());
      return performance.now() - start
    }
    await measure()
    await make()
    const result = await sideBySide({ rounds: 7, ours: measure, theirs: make, ratio: (a, b) => b / a })
    return { ...result, sides: `${format(result.ours)} ms : ${format(result.theirs)} ms` }
  },
}
