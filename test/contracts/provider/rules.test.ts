import { expect, test } from 'vitest'
import { datasets, type Observations } from '../../../contracts/index.ts'
import { reportOf } from '../../../contracts/provider/verify.ts'
import { faultyProvider } from '../../support/faulty-provider.ts'
import { recorded, verdictOn, whatItSays } from './verified.ts'

async function observed(): Promise<Observations> {
  const { baseUrl } = await faultyProvider()
  const { snapshot } = await recorded({ baseUrl, datasets: ['requests'] })
  return snapshot.datasets[0]!.observations!
}

const subject = 'http://127.0.0.1:1'

test('rules see nothing but observations: those of a snapshot, read back as JSON, give the same report', async () => {
  const { baseUrl } = await faultyProvider({ breaches: ['tells HEAD another length', 'refuses ranges'] })
  const { reports, snapshot } = await recorded({ baseUrl })
  const readBack = JSON.parse(JSON.stringify(snapshot)) as typeof snapshot
  expect(readBack.datasets.map(({ observations }) => reportOf(observations!, baseUrl))).toEqual(reports)
})

test('a rule speaks of the page of its dataset', async () => {
  const { baseUrl } = await faultyProvider()
  const { reports } = await recorded({ baseUrl })
  const pages = reports.map((report) => verdictOn('post-answers-200', [report]).rule.source)
  expect(pages[0]).toContain('bulk-requests-download')
  expect(pages[1]).toContain('bulk-rbac2-download')
})

test('more records than can be held against each other are left unchecked', async () => {
  const report = reportOf({ ...(await observed()), containment: 'too-many' }, subject)
  expect(verdictOn('narrower-is-contained', [report])).toMatchObject({
    result: 'could-not-check',
    reason: 'There are more records than are held against each other.',
  })
})

test('records that are missing are told by their numbers, as many as are kept', async () => {
  const containment = { narrower: 30, wider: 40, missing: 12, firstMissing: [1, 2, 3] }
  const report = reportOf({ ...(await observed()), containment }, subject)
  expect(whatItSays(verdictOn('narrower-is-contained', [report]))).toBe(
    '12 of 30 records that the export with true (40 records) has not: number 1, 2, 3 and more',
  )
})

test('breaches of the file are told one by one, without a cell', async () => {
  const { baseUrl } = await faultyProvider({ breaches: ['forgets a column'] })
  const { reports } = await recorded({ baseUrl, datasets: ['rbac2'] })
  expect(verdictOn('csv-keeps-contract', reports)).toMatchObject({
    result: 'failed',
    total: 1,
    findings: [
      {
        received: '1 breach of csv/missing-column',
        expected: 'a file of which this holds: The header names every column of the documentation.',
        note: `Basis: documented. Source: ${datasets.rbac2.download.source}`,
        place: { row: 0, line: 1, column: null, byte: 0 },
      },
    ],
  })
})

test('what differs between HEAD and GET is shown side by side', async () => {
  const { baseUrl } = await faultyProvider({ breaches: ['tells HEAD another entity tag'] })
  const { reports } = await recorded({ baseUrl, datasets: ['rbac2'] })
  expect(verdictOn('head-agrees-with-get', reports)).toMatchObject({
    findings: [
      {
        received: 'etag',
        evidence: { columns: ['field', 'HEAD pollingUrl', 'GET url'], rows: [['etag', 'etag-1', 'etag-2']] },
      },
    ],
  })
})

test('polls are shown one below the other', async () => {
  const { baseUrl } = await faultyProvider({ breaches: ['answers early polls with 403'], notReadyPolls: 2 })
  const { reports } = await recorded({ baseUrl, datasets: ['rbac2'] })
  expect(verdictOn('not-ready-is-404', reports)).toMatchObject({
    findings: [
      {
        evidence: {
          columns: ['poll', 'after', 'answer'],
          rows: [
            ['1', '0 s', '403'],
            ['2', '1 s', '403'],
            ['3', '2 s', '200'],
          ],
        },
      },
    ],
  })
})
