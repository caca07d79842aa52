import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { column, datasetOf } from '../../../contracts/csv/rules/cases.ts'
import { json, text, ulid } from '../../../contracts/formats/index.ts'
import {
  CsvChecker,
  csvRules,
  type Dataset,
  datasetSlugs,
  datasets,
  mutate,
  type Report,
} from '../../../contracts/index.ts'
import { defaultReferenceTime } from '../../../generators/index.ts'
import { chunksOf, piecesOf } from '../../support/csv-cells.ts'
import { bytesFor } from '../../support/csv-files.ts'

function report(dataset: Dataset, chunks: Iterable<Uint8Array>): Report {
  const checker = new CsvChecker(dataset, { now: defaultReferenceTime })
  for (const chunk of chunks) checker.push(chunk)
  return checker.end()
}

const sample = datasetOf(
  [column('Id', ulid, { required: 'required' }), column('Text', text('x')), column('Json', json('object', {}, {}))],
  [{ by: 'Id', column: 'Text', basis: 'inferred' }],
)

describe('the report is the same, however the file is cut into chunks', () => {
  const pieces = fc.constantFrom(
    ...[
      'Id,Text,Json\n',
      'Id,',
      'Text',
      '\n',
      '\r\n',
      '\r',
      ',',
      ',,',
      '"',
      '""',
      '\\"',
      'a',
      'é',
      '😀',
      '\0',
      '\ufeff',
    ],
    ...[
      '01H9VNFTZD1T44TCSKGEBWNTZD,x,\n',
      '01H9VNFTZD1T44TCSKGEBWNTZD,y,{}\n',
      '{"a":"b,c"}',
      '"{"a":""}"',
      '[',
      '<html>',
    ],
  )
  const files = fc
    .tuple(
      fc.boolean(),
      fc.array(pieces, { maxLength: 30 }),
      fc.array(fc.integer({ min: 0x80, max: 0xff }), { maxLength: 1 }),
    )
    .map(([hasHeader, texts, bytes]) =>
      Buffer.concat([Buffer.from((hasHeader ? 'Id,Text,Json\n' : '') + texts.join('')), Buffer.from(bytes)]),
    )

  test('damaged as it may be, byte by byte', () => {
    fc.assert(
      fc.property(files, (csv) => {
        expect(report(sample, piecesOf(csv, 1))).toEqual(report(sample, [csv]))
      }),
      { numRuns: 3000 },
    )
  })

  test('damaged as it may be, in two', () => {
    fc.assert(
      fc.property(files, fc.nat(), (csv, place) => {
        expect(report(sample, chunksOf(csv, place % (csv.length + 1)))).toEqual(report(sample, [csv]))
      }),
      { numRuns: 3000 },
    )
  })

  test('nothing is found twice in one cell, and no place is outside the file', () => {
    fc.assert(
      fc.property(files, (csv) => {
        const findings = report(sample, [csv]).verdicts.flatMap((verdict) =>
          verdict.result === 'failed' ? verdict.findings.map(({ place }) => ({ id: verdict.rule.id, ...place! })) : [],
        )
        expect(findings.filter(({ byte, line }) => byte < 0 || byte > csv.length || line < 1)).toEqual([])
        const cells = findings.filter(({ column }) => column !== null && column.number <= 3)
        const places = cells.map(({ id, row, byte }) => `${id} ${row} ${byte}`)
        expect(new Set(places).size).toBe(places.length)
      }),
      { numRuns: 1000 },
    )
  })

  describe.each(datasetSlugs)('%s', (slug) => {
    const dataset: Dataset = datasets[slug]

    test.each(csvRules.filter((rule) => rule.appliesTo(dataset)))('broken by the mutation of $id', async (rule) => {
      const csv = mutate(rule, dataset, await bytesFor(slug, { rows: 20 }))
      const whole = report(dataset, [csv])
      expect([1, 7, 100, 4096].map((size) => report(dataset, piecesOf(csv, size)))).toEqual([
        whole,
        whole,
        whole,
        whole,
      ])
    })

    test('with collapsed quotes throughout', async () => {
      const csv = await bytesFor(slug, { rows: 200, alterations: [{ alteration: 'collapsed-quotes' }] })
      expect(report(dataset, piecesOf(csv, 11))).toEqual(report(dataset, [csv]))
    })
  })
})
