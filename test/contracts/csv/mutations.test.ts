import { describe, expect, test } from 'vitest'
import { type CsvRule, csvRules, type Dataset, datasetSlugs, datasets, mutate } from '../../../contracts/index.ts'
import { type Dialect, defaultDialect } from '../../../generators/index.ts'
import { bytesFor } from '../../support/csv-files.ts'
import { checked, failuresIn, resultsOf } from '../../support/csv-reports.ts'

const dialects: readonly [string, Dialect][] = [
  ['plain', defaultDialect],
  ['starred', { ...defaultDialect, header: 'starred' }],
  ['CRLF', { ...defaultDialect, lineEnd: 'crlf' }],
  ['quoting always', { ...defaultDialect, quoting: 'always' }],
  ['all of these', { header: 'starred', lineEnd: 'crlf', bom: false, quoting: 'always' }],
]

/** Offsets of the lines of a file in which no cell spans two. */
const lineStarts = (csv: Buffer) => [...csv.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []))

/** Applies a mutation as one does that has only a little of a huge file at hand: one row at its beginning or end. */
function mutateEnds({ mutation }: CsvRule, dataset: Dataset, csv: Buffer): Buffer {
  const starts = lineStarts(csv)
  const [head, tail] = [starts[1]!, starts.at(-2)!]
  if (mutation.kind === 'head')
    return Buffer.concat([mutation.edit(csv.subarray(0, head), dataset), csv.subarray(head)])
  if (mutation.kind === 'tail')
    return Buffer.concat([csv.subarray(0, tail), mutation.edit(csv.subarray(tail), dataset)])
  throw new Error(`${mutation.kind} needs all of the file.`)
}

/** What they leave is no CSV with a header, so that there is less to look at. */
const leavesNothing = ({ id, mutation }: CsvRule) => mutation.kind === 'whole' || id === 'csv/missing-header'

describe.each(datasetSlugs)('%s', (slug) => {
  const dataset: Dataset = datasets[slug]
  const applicable = csvRules.filter((rule) => rule.appliesTo(dataset))

  describe.each(dialects)('in the dialect %s', (_, dialect) => {
    const valid = bytesFor(slug, { rows: 300, dialect })

    test('a generated file keeps every rule', async () => {
      expect(failuresIn(checked(dataset, await valid))).toEqual([])
    })

    test.each(applicable)('the mutation of $id makes one breach of it, and no other', async (rule) => {
      expect(failuresIn(checked(dataset, mutate(rule, dataset, await valid)))).toEqual([`${rule.id}: 1`])
    })

    test.each(applicable.filter((rule) => !leavesNothing(rule)))(
      'the mutation of $id leaves all other verdicts as they were',
      async (rule) => {
        const before = resultsOf(checked(dataset, await valid))
        const after = resultsOf(checked(dataset, mutate(rule, dataset, await valid)))
        expect(after).toEqual({ ...before, [rule.id]: 'failed' })
      },
    )

    test.each([1, 2, 3, 5, 8, 13, 21, 34])('and that holds for other data: seed %d', async (seed) => {
      const other = await bytesFor(slug, { rows: 40, seed, dialect })
      const failures = applicable.map((rule) => failuresIn(checked(dataset, mutate(rule, dataset, other))))
      expect(failures).toEqual(applicable.map(({ id }) => [`${id}: 1`]))
    })

    test.each(applicable.filter(({ mutation }) => mutation.kind === 'head' || mutation.kind === 'tail'))(
      'the mutation of $id needs no more of the file than one row',
      async (rule) => {
        expect(failuresIn(checked(dataset, mutateEnds(rule, dataset, await valid)))).toEqual([`${rule.id}: 1`])
      },
    )

    test.each(applicable)('a file of one row can break $id', async (rule) => {
      const single = await bytesFor(slug, { rows: 1, dialect })
      expect(resultsOf(checked(dataset, mutate(rule, dataset, single)))[rule.id]).toBe('failed')
    })
  })
})

describe('what cannot be broken is refused', () => {
  const rule = (id: string) => csvRules.find((each) => each.id === id)!

  test('a rule that the dataset cannot break', () => {
    const dataset = datasets.rbac2
    expect(() => mutate(rule('csv/app-id'), dataset, Buffer.from('ID\nx\n'))).toThrow(
      'Received csv/app-id for rbac2; expected a rule that applies to it.',
    )
  })

  test.each(['csv/required-cell', 'csv/truncated'])('a file without rows, by %s', async (id) => {
    const csv = await bytesFor('requests', { rows: 0 })
    expect(() => mutate(rule(id), datasets.requests, csv)).toThrow(
      'Received a file without rows to break; expected a header and at least one row.',
    )
  })

  test('a file that is damaged already', () => {
    expect(() => mutate(rule('csv/required-cell'), datasets.requests, Buffer.from('a,"b\n'))).toThrow(
      'Received damaged CSV at byte 0; expected a valid file, which is then broken on purpose.',
    )
  })
})
