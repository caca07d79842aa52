import { obviousRecords, stringifyAll } from '../support/obvious.js'
import { atLeast, format, times } from '../support/reach.js'
import { median, sideBySide } from '../support/rounds.js'
import { assertSameShape } from '../support/same-shape.js'
import { requestsFile } from '../support/spec.js'

const rows = 200_000

export const csv = {
  name: 'csv',
  what: 'making 200,000 rows of `requests` as CSV',
  against: 'faker for each cell, each record into csv-stringify',
  reach: atLeast(60, times),
  method:
    'The bytes of an opened file against a stream of records into csv-stringify with the same columns, shares of blank cells and bytes per row; 3 rounds in one process. Opening (the company of a new seed, and the pass over the lengths, which has a row of its own) is told beside it.',
  async run({ moduleUrl }) {
    const generators = await import(moduleUrl('generators/index'))
    const lists = {
      ...(await import(moduleUrl('generators/apps'))),
      ...(await import(moduleUrl('generators/company'))),
    }
    const { CsvFile } = generators

    let seed = 1
    const fromOptions = []
    const ours = async (count = rows) => {
      const start = performance.now()
      const file = await CsvFile.open(requestsFile(generators, { rows: count, seed: seed++ }))
      const opened = performance.now()
      for (const _ of file.bytes());
      const end = performance.now()
      fromOptions.push(end - start)
      return end - opened
    }
    const theirs = async (count = rows) => {
      const start = performance.now()
      await stringifyAll(obviousRecords(count, lists))
      return performance.now() - start
    }

    const sample = await CsvFile.open(requestsFile(generators, { rows: 20_000 }))
    assertSameShape(sample.records(), obviousRecords(20_000, lists))
    await ours()
    await theirs(20_000)
    const result = await sideBySide({
      rounds: 3,
      ours: () => ours(),
      theirs: () => theirs(),
      ratio: (a, b) => b / a,
    })
    fromOptions.shift() // the warming up
    const perRow = (ms) => `${format((ms / rows) * 1000)} µs`
    return {
      ...result,
      sides: `${perRow(result.ours)} a row : ${perRow(result.theirs)}`,
      note: `Opening the file included: ${perRow(median(fromOptions))}, ${format(result.theirs / median(fromOptions))} ×.`,
    }
  },
}
