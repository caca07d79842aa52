import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { outcomeOf, type Report, type Result } from '../../../contracts/index.ts'
import { type MockServer, type Sandbox, startMockServer } from '../../../server/index.ts'
import { presetNamed, presetNames } from '../../../server/scenarios/presets.ts'
import { fetchRows } from './good-client.ts'

// A good client in each scenario, over real sockets: whatever the service does, the client is not to blame.

let server: MockServer

beforeAll(async () => {
  server = await startMockServer({ rows: 300 })
})
afterAll(() => server.close())

/** The client's run, and all of it over: what is sent slowly pauses once more when it is sent. */
async function runIn(sandbox: Sandbox): Promise<{ readonly outcome: 'succeeded' | 'failed'; readonly says: string }> {
  const rows = await fetchRows(sandbox, 'requests')
  await sandbox.clock.advance('1s')
  await sandbox.settled()
  return rows instanceof Error ? { outcome: 'failed', says: rows.message } : { outcome: 'succeeded', says: '' }
}

async function sandboxIn(scenario: string | undefined): Promise<Sandbox> {
  const sandbox = await server.sandbox({ clock: 'manual', rows: 300, ...(scenario !== undefined && { scenario }) })
  onTestFinished(() => sandbox.delete())
  return sandbox
}

describe.each(presetNames)('%s', (scenario) => {
  test('a good client keeps all that is asked of it', async () => {
    const sandbox = await sandboxIn(scenario)
    const { outcome, says } = await runIn(sandbox)
    const { goodClientEnds } = presetNamed(scenario)!
    if (goodClientEnds !== 'either') expect(outcome, says).toBe(goodClientEnds === 'well' ? 'succeeded' : 'failed')

    const report = sandbox.report({ outcome })
    expect(blamed(report)).toEqual([])
    expect(outcomeOf(report, { strict: true })).toBe('kept')
    expect(blamed(sandbox.report())).toEqual([])
  })
})

test.each([
  ['throttled', 'client/honours-retry-after'],
  ['never-ready', 'client/gives-up'],
  ['server-error', 'client/gives-up'],
  ['server-error-once', 'client/backs-off'],
  ['unauthorized', 'client/stops-at-refusals'],
  ['forbidden-until-ready', 'client/stops-at-refusals'],
  ['missing-url', 'client/checks-the-answer'],
  ['relative-url', 'client/checks-the-answer'],
  ['expired-url', 'client/asks-anew-when-expired'],
  ['expires-mid-download', 'client/asks-anew-when-expired'],
  ['truncated-at-row', 'client/notices-a-broken-file'],
  ['html-instead-of-csv', 'client/notices-a-broken-file'],
  ['missing-column', 'client/notices-a-broken-file'],
  ['reset-mid-download', 'client/finishes-downloads'],
  ['reset-mid-download', 'client/resumes-with-if-range'],
  ['wrong-length', 'client/finishes-downloads'],
] as const)('%s exercises %s', async (scenario, id) => {
  const sandbox = await sandboxIn(scenario)
  const { outcome } = await runIn(sandbox)
  const report = sandbox.report({ outcome })
  expect(resultOf(report, id)).toBe('passed')
})

test('without a scenario, a good client passes whatever it does', async () => {
  const sandbox = await sandboxIn(undefined)
  await fetchRows(sandbox, 'rbac2')
  await fetchRows(sandbox, 'requests')
  const report = sandbox.report({ outcome: 'succeeded' })
  expect(passedIn(report)).toEqual([
    'client/asks-with-post',
    'client/sends-json',
    'client/sends-documented-body',
    'client/sends-only-documented-members',
    'client/sends-keys-as-a-pair',
    'client/polls-with-head',
    'client/polls-url-as-issued',
    'client/waits-between-polls',
    'client/stops-polling-when-ready',
    'client/fetches-what-it-asks-for',
    'client/downloads-after-ready',
    'client/downloads-url-as-issued',
    'client/keeps-urls-as-spelled',
    'client/downloads-once',
    'client/finishes-downloads',
    'client/keeps-secrets-from-storage',
  ])
})

function blamed({ verdicts }: Report): readonly object[] {
  return verdicts.flatMap((verdict) =>
    verdict.result === 'failed' ? [{ id: verdict.rule.id, ...verdict.findings[0] }] : [],
  )
}

function resultOf({ verdicts }: Report, id: string): Result | undefined {
  return verdicts.find(({ rule }) => rule.id === id)?.result
}

function passedIn({ verdicts }: Report): readonly string[] {
  return verdicts.filter(({ result }) => result === 'passed').map(({ rule }) => rule.id)
}
