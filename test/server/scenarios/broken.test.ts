import { describe, expect, test } from 'vitest'
import { csvRules, datasetSlugs, datasets, validateCsv } from '../../../contracts/index.ts'
import { emulator } from '../../support/emulator.ts'
import { fetchCsv } from '../../support/plain-client.ts'
import { started } from '../../support/started.ts'

// What clients are served in the scenarios of broken files, held against the rules by the checker.

const cases = csvRules.flatMap(({ id, appliesTo }) =>
  datasetSlugs.map((slug) => ({
    slug,
    id,
    scenario: id.replace('csv/', 'broken/'),
    applies: appliesTo(datasets[slug]),
  })),
)

async function brokenRulesOf(slug: (typeof datasetSlugs)[number], file: Uint8Array) {
  const { verdicts } = await validateCsv(slug, [file], { now: Date.UTC(2026, 1, 1) })
  return verdicts.filter(({ result }) => result === 'failed').map(({ rule }) => rule.id)
}

/** Small files are kept encoded, larger ones are made while they are sent. */
describe.each([
  ['300 rows', 300],
  ['4,000 rows', 4000],
])('a file of %s', (_, rows) => {
  const balkanid = async (scenario: string, slug: (typeof datasetSlugs)[number]) => {
    const mock = emulator({ rows, notReadyPolls: 0 })
    return mock.in(scenario).fileOf(slug)
  }

  test.each(cases.filter(({ applies }) => applies))(
    '$scenario breaks $id of $slug, and nothing else',
    async ({ slug, id, scenario }) => {
      expect(await brokenRulesOf(slug, await balkanid(scenario, slug))).toEqual([id])
    },
  )

  test.each(cases.filter(({ applies }) => !applies))('$scenario leaves $slug whole', async ({ slug, scenario }) => {
    expect(await brokenRulesOf(slug, await balkanid(scenario, slug))).toEqual([])
  })
})

describe('a file with a header alone', () => {
  const [slug] = datasetSlugs

  test.each(['broken/email', 'broken/missing-cell', 'broken/truncated'])(
    'has no rows for %s to break, and nobody has to notice',
    async (scenario) => {
      const mock = emulator({ rows: 0, notReadyPolls: 0 })
      expect(await brokenRulesOf(slug!, await mock.in(scenario).fileOf(slug!))).toEqual([])
      const sandbox = mock.app.mock.sandbox(scenario)
      const failed = sandbox.report({ outcome: 'succeeded' }).verdicts.filter(({ result }) => result === 'failed')
      expect(failed).toEqual([])
    },
  )
})

test('over a socket: the base URL has two segments, and its exchanges name the sandbox', async () => {
  const balkanid = await started({ rows: 50 })
  const { status, body } = await fetchCsv(`${balkanid.baseUrl}/~broken/missing-cell`)
  const sandbox = balkanid.find('broken/missing-cell')!
  await sandbox.settled()
  expect(status).toBe(200)
  expect(await brokenRulesOf(datasetSlugs[0]!, body)).toEqual(['csv/missing-cell'])
  expect(sandbox.baseUrl).toBe(`${balkanid.baseUrl}/~broken/missing-cell`)
  expect(sandbox.exchanges({ phase: 'download' })).toMatchObject([{ sandbox: sandbox.id, fault: 'broken' }])
})

test.each(['/~broken', '/~broken/', '/~broken?x=1', '/~broken/no-such-rule', '/~broken/html%2Fx'])(
  '%s is no sandbox',
  async (base) => {
    const mock = emulator()
    const response = await mock.send({ method: 'POST', url: `${base.split('?')[0]}/api/rest/v0/x/download-url` })
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ received: expect.stringContaining('broken') })
  },
)

test('nobody can take the name that they begin with', async () => {
  const balkanid = await started()
  await expect(balkanid.sandbox({ id: 'broken' })).rejects.toMatchObject({ code: 'sandbox-exists' })
  expect(() => balkanid.defineScenario('broken', {})).toThrow(/begin with this one/)
})
