import { describe, expect, test } from 'vitest'
import { CsvChecker, datasetSlugs, outcomeOf, providerRules } from '../../../contracts/index.ts'
import { started } from '../../support/started.ts'
import { rulesThat, verdictOn, verified, whatItSays } from './verified.ts'
import { VirtualClock } from './virtual-clock.ts'

describe.each(datasetSlugs)('the mock, %s', (dataset) => {
  test('passes every rule that the dataset lets it', async () => {
    const { baseUrl } = await started({ notReadyPolls: 2, rows: 200 })
    const reports = await verified({ baseUrl, datasets: [dataset] })
    expect(reports.map((report) => outcomeOf(report))).toEqual(['kept'])
    const parameters = dataset === 'requests' ? [] : ['provider/narrower-is-contained']
    expect(rulesThat(reports, 'not-exercised')).toEqual(parameters)
    expect(rulesThat(reports, 'passed')).toHaveLength(providerRules.length - parameters.length)
  })

  test('passes with every other decision taken', async () => {
    const { baseUrl } = await started({
      rows: 50,
      notReadyPolls: 0,
      dialect: { header: 'starred', lineEnd: 'crlf', quoting: 'always' },
      signedMethods: 'any',
      ranges: 'ignored',
      bodyValidation: 'lenient',
      apiKeys: [{ id: 'my-id', secret: 'my-secret' }],
    })
    const reports = await verified({ baseUrl, datasets: [dataset], apiKey: { id: 'my-id', secret: 'my-secret' } })
    expect(rulesThat(reports, 'failed', 'could-not-check')).toEqual([])
    expect(reports[0]!.facts).toMatchObject({
      readiness: 'ready at the first poll',
      'header-style': 'starred',
      'line-end': 'CRLF',
      quoting: 'always',
      'signed-methods': 'HEAD url: 200; GET pollingUrl: 200',
      ranges: 'ignored',
      'api-keys': '401 without one',
    })
  })
})

test('what is not documented is told as facts', async () => {
  const { baseUrl } = await started({ notReadyPolls: 2, rows: 200 })
  const [requests, rbac2] = await verified({ baseUrl })
  expect(requests!.facts).toEqual({
    polls: 3,
    'ready-after': '2 s',
    bytes: expect.any(Number),
    rows: 200,
    'second-export': 'the same bytes',
    'post-answer': '200, application/json',
    'post-members': 'pollingUrl: string, url: string',
    'not-ready': '404',
    ready: '200',
    columns: '24, in their order',
    readiness: 'ready at poll 3',
    'header-style': 'plain',
    'line-end': 'LF',
    bom: 'none',
    quoting: 'where needed',
    'api-keys': 'none is needed',
    'body-validation': 'none of the parameters: 400; another type: 400; text/plain: 415',
    'url-lifetime': '900 s',
    'signed-methods': 'HEAD url: 403; GET pollingUrl: 403',
    'before-ready': '404 NoSuchKey',
    ranges: 'honoured',
    forbidden: 'no',
    compression: 'no',
    'error-bodies': 'API: JSON of detail, expected, received, remedy, status, title, type; storage: XML',
    storage: 'AWS Signature Version 4, text/csv',
    'requests.username': 'several words',
  })
  expect(rbac2!.facts).toMatchObject({ 'rbac2.value': 'JSON', 'rbac2.identity-username': 'e-mail address' })
})

test.each([{}, { checkCsv: undefined }])('the CSV checker judges the files, given %j', async (options) => {
  const { baseUrl } = await started({ rows: 50 })
  const reports = await verified({ baseUrl: `${baseUrl}/~broken/missing-column`, datasets: ['rbac2'], ...options })
  expect(whatItSays(verdictOn('csv-keeps-contract', reports))).toBe('1 breach of csv/missing-column')
})

test('between polls it waits, and nowhere else', async () => {
  const { baseUrl } = await started({ notReadyPolls: 3, rows: 10 })
  const clock = new VirtualClock()
  await verified({ baseUrl, datasets: ['rbac2'], clock, limits: { pollGapMs: 700 } })
  expect(clock.waits).toEqual([700, 700, 700, 700, 700, 700])
})

test('a service that throttles is waited for, and then it keeps the contract', async () => {
  const mock = await started({ rows: 10 })
  const sandbox = await mock.sandbox({ scenario: 'throttled', clock: 'manual' })
  const clock = new VirtualClock()
  const wait = async (ms: number) => {
    await Promise.all([clock.wait(ms), sandbox.clock.advance(ms)])
  }
  const reports = await verified({ baseUrl: sandbox.baseUrl, clock: { now: () => clock.now(), wait } })
  expect(reports.map((report) => outcomeOf(report))).toEqual(['kept', 'kept'])
  expect(reports[0]!.facts).toMatchObject({ throttling: '429 with Retry-After', 'not-ready': '404' })
})

test.each(['missing-cell', 'unclosed-quote', 'html'])(
  'files that break csv/%s are not held against each other',
  async (id) => {
    const { baseUrl } = await started({ rows: 50 })
    const options = { baseUrl: `${baseUrl}/~broken/${id}`, datasets: ['requests'] as const }
    const reports = await verified({ ...options, checkCsv: (dataset) => new CsvChecker(dataset) })
    expect(rulesThat(reports, 'failed')).toEqual(['provider/csv-keeps-contract'])
    expect(verdictOn('narrower-is-contained', reports)).toMatchObject({
      result: 'could-not-check',
      reason: `The file of the first export breaks csv/${id}, so its records are in doubt.`,
    })
  },
)

describe('scenarios of the mock', () => {
  const cases: [scenario: string, rule: string, result: string, text: RegExp][] = [
    [
      'never-ready',
      'ready-is-200',
      'could-not-check',
      /^The file was not ready after 5 polls in 4 s\. Allow for more\.$/,
    ],
    ['unauthorized', 'post-answers-200', 'could-not-check', /^The POST was answered 401\. Give an API key/],
    ['server-error', 'post-answers-200', 'failed', /500/],
    ['throttled', 'post-answers-200', 'could-not-check', /^The POST was answered 429\. Try again later\.$/],
    ['forbidden-until-ready', 'not-ready-is-404', 'failed', /403/],
    ['relative-url', 'urls-are-absolute', 'failed', /"pollingUrl" without scheme and host/],
    ['missing-url', 'post-answers-two-urls', 'failed', /"url" is missing/],
    ['ready-then-gone', 'download-answers-200', 'failed', /404/],
    ['wrong-length', 'download-is-whole', 'failed', /the end of the connection after \d+ bytes/],
    ['truncated-at-row', 'download-is-whole', 'failed', /^\d+ bytes$/],
    ['truncated-at-row', 'head-agrees-with-get', 'failed', /content-length/],
    ['truncated-at-row', 'ranges-are-right', 'passed', /^1 checked$/],
    ['truncated-at-row', 'narrower-is-contained', 'could-not-check', /^The file of the first export is not whole: it /],
    ['html-instead-of-csv', 'csv-keeps-contract', 'failed', /^1 breach of csv\/html$/],
    ['gzip', 'csv-keeps-contract', 'passed', /^3 checked$/],
    ['ranges-ignored', 'ranges-are-right', 'not-exercised', /ranges are ignored, as they may be/],
  ]

  test.each(cases)('%s: %s is %s', async (scenario, rule, result, text) => {
    const { baseUrl } = await started({ rows: 300 })
    const options = { baseUrl: `${baseUrl}/~${scenario}`, datasets: ['requests'] as const, limits: { polls: 5 } }
    const verdict = verdictOn(rule, await verified(options))
    expect(verdict.result).toBe(result)
    expect(whatItSays(verdict)).toMatch(text)
  })
})
