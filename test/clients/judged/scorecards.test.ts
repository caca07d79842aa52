import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type TestContext, test } from 'vitest'
import type { ReportDocument } from '../../../contracts/index.ts'
import { run } from '../../support/terminal.ts'

// Six clients that differ in one habit each, as processes of their own over real sockets.

/** The rules that a client failed, by the scenario in which it did. */
async function failedRules(
  client: string,
  flags: readonly string[],
  { onTestFinished }: TestContext, // its own, as others run at the same time
): Promise<Record<string, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'report.json')
  const program = fileURLToPath(new URL(`${client}.js`, import.meta.url))
  const { code, stderr } = await run(
    ['exec', ...flags, '--rows', '300', '--format', 'json', '--out', file, '--', process.execPath, program],
    {},
    { cwd: folder },
  )
  expect([0, 1], stderr).toContain(code)
  const { reports } = JSON.parse(await readFile(file, 'utf8')) as ReportDocument
  return Object.fromEntries(
    reports.map(({ scenario = 'none', verdicts }) => [
      scenario,
      verdicts.filter(({ result }) => result === 'failed').map(({ rule }) => rule.id),
    ]),
  )
}

const scenarios = [
  'instant',
  'never-ready',
  'flaky-polls',
  'expired-url',
  'reset-mid-download',
  'truncated-at-row',
  'html-instead-of-csv',
  'broken/missing-cell',
]

/** In every scenario the same. */
const everywhere = (...failed: readonly string[]) => Object.fromEntries(scenarios.map((scenario) => [scenario, failed]))

/** All that each client gets; a rule that is not named was not failed. */
const scorecards: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  right: everywhere(),
  hammering: {
    ...everywhere('client/waits-between-polls'),
    instant: [], // where one poll is enough
    'never-ready': ['client/waits-between-polls', 'client/backs-off'],
    'flaky-polls': ['client/waits-between-polls', 'client/backs-off'],
  },
  // GET of the polling URL is refused, so it never gets a file.
  'get-polling': {
    ...everywhere('client/polls-with-head', 'client/ends-as-it-should'),
    'never-ready': ['client/polls-with-head'],
    'truncated-at-row': ['client/polls-with-head'],
    'html-instead-of-csv': ['client/polls-with-head'],
    'broken/missing-cell': ['client/polls-with-head'],
  },
  'key-leaking': everywhere('client/keeps-secrets-from-storage'),
  'never-giving-up': { ...everywhere(), 'never-ready': ['client/gives-up', 'client/ends-as-it-should'] },
  'truncation-blind': {
    ...everywhere(),
    'truncated-at-row': ['client/notices-a-broken-file'],
    'html-instead-of-csv': ['client/notices-a-broken-file', 'client/ends-as-it-should'],
    'broken/missing-cell': ['client/notices-a-broken-file', 'client/ends-as-it-should'],
  },
}

test.concurrent.for(Object.keys(scorecards))(
  '%s gets just the scorecard that it deserves',
  { timeout: 120_000 },
  async (client, context) => {
    const found = await failedRules(
      client,
      ['--scenarios', scenarios.join(','), '--timeout', '6s', '--budget', '4s'],
      context,
    )
    expect(found).toEqual(scorecards[client])
  },
)
