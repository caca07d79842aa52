import { describe, expect, test } from 'vitest'
import { reportFormats, reportSchema } from '../../../contracts/index.ts'
import { validator } from '../../support/json-schema.ts'
import { call, download, poll, urlsFrom } from '../../support/plain-client.ts'
import { started } from '../../support/started.ts'

// What the judge says of a sandbox's client, over HTTP and in process.

/** A client that does all that it should, but for what `polls` says. */
async function run(baseUrl: string, polls = 1): Promise<void> {
  const { pollingUrl, url } = await urlsFrom(baseUrl)
  for (let i = 0; i < polls; i++) await poll(pollingUrl)
  await download(url)
}

async function scene(notReadyPolls: number, polls?: number) {
  const balkanid = await started({ rows: 5, notReadyPolls })
  const sandbox = await balkanid.sandbox()
  await run(sandbox.baseUrl, polls)
  await sandbox.settled()
  const report = (query = '') => fetch(`${balkanid.baseUrl}/__mock/sandboxes/${sandbox.id}/report${query}`)
  return { balkanid, sandbox, report }
}

describe('GET /__mock/sandboxes/<id>/report', () => {
  test('is the JSON report of the command, for this sandbox alone', async () => {
    const { balkanid, sandbox, report } = await scene(0)
    await call(balkanid.baseUrl) // of the root
    const response = await report()
    const body = (await response.json()) as { outcome: string; reports: { facts: object }[] }
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(validator(reportSchema)(body)).toEqual([])
    expect(body).toMatchObject({ outcome: 'kept', exitCode: 0, reports: [{ judge: 'client', subject: sandbox.id }] })
    expect(body.reports[0]!.facts).toMatchObject({ exchanges: 3, calls: 1, polls: 1, downloads: 1 })
  })

  test.each(Object.entries(reportFormats))('with format=%s as the command prints it', async (format, { mediaType }) => {
    const { report } = await scene(0)
    const response = await report(`?format=${format}`)
    expect(response.headers.get('content-type')).toBe(mediaType)
    expect(await response.text()).toContain('client/polls-with-head')
  })

  test('goes by what the query chooses', async () => {
    const { report } = await scene(1, 2)
    const outcomeWith = async (query: string) => ((await (await report(query)).json()) as { outcome: string }).outcome
    expect(await outcomeWith('?minGap=0s')).toBe('kept')
    expect(await outcomeWith('?minGap=10s')).toBe('broken')
    expect(await outcomeWith('?minGap=10000')).toBe('broken')
  })

  test('tells of a scenario what a good client does', async () => {
    const balkanid = await started({ rows: 5 })
    await call(`${balkanid.baseUrl}/~unauthorized`)
    await balkanid.find('unauthorized')!.settled()
    const response = await fetch(`${balkanid.baseUrl}/__mock/sandboxes/unauthorized/report?outcome=succeeded`)
    expect(await response.json()).toMatchObject({
      outcome: 'broken',
      reports: [{ scenario: 'unauthorized', goodClient: expect.stringContaining('It fails at once') }],
    })
  })

  test.each([
    ['?minGap=soon', 'minGap'],
    ['?mostPolls=1.5', 'mostPolls'],
    ['?outcome=well', 'outcome'],
    ['?format=pdf', 'format'],
    ['?minGaps=1s', 'minGaps'],
  ])('%s is a problem that says what was expected', async (query, path) => {
    const { report } = await scene(0)
    const response = await report(query)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ mistakes: [{ path: expect.stringContaining(path) }] })
  })
})

describe('sandbox.report()', () => {
  test('is what HTTP gives', async () => {
    const { sandbox, report } = await scene(1, 2)
    const { reports } = (await (await report('?minGap=5s')).json()) as { reports: { verdicts: unknown }[] }
    expect(JSON.parse(JSON.stringify(sandbox.report({ minGap: '5s' }).verdicts))).toEqual(reports[0]!.verdicts)
  })

  test('refuses options that it does not know, all at once', async () => {
    const { sandbox } = await scene(0)
    expect(() => sandbox.report({ minGap: -1, outcome: 'fine' as 'failed' })).toThrow(/minGap[\s\S]*outcome/)
  })

  test('begins anew with a reset', async () => {
    const { sandbox } = await scene(0)
    await sandbox.reset()
    expect(sandbox.report().facts).toMatchObject({ exchanges: 0 })
    expect(sandbox.timeline().rows).toEqual([])
  })

  test('knows in what a file that was served is damaged', async () => {
    const balkanid = await started({ rows: 5, notReadyPolls: 0 })
    const sandbox = await balkanid.sandbox({ scenario: 'missing-column' })
    await run(sandbox.baseUrl)
    await sandbox.settled()
    const verdictOf = (outcome: 'succeeded' | 'failed') =>
      sandbox.report({ outcome }).verdicts.find(({ rule }) => rule.id === 'client/notices-a-broken-file')
    expect(verdictOf('failed')).toMatchObject({ result: 'passed' })
    expect(JSON.stringify(verdictOf('succeeded'))).toContain('a column is missing')
  })
})

test('sandbox.timeline() tells what the client did, step by step', async () => {
  const { sandbox } = await scene(1, 2)
  const { columns, rows } = sandbox.timeline()
  const [status] = [columns.indexOf('status'), columns.indexOf('answer')].filter((at) => at >= 0)
  expect(rows.map((cells) => cells[status!]).filter((cell) => /^\d{3}$/.test(cell!))).toEqual([
    '200',
    '404',
    '200',
    '200',
  ])
})
