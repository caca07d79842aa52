// What a user of the library writes: compiled with strict settings, then run with every Node. Prints the SHA-256 of each CSV.
import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  type ApiKey,
  buildApp,
  type Clock,
  type Exchange,
  type MockOptions,
  type MockServer,
  OptionError,
  type Sandbox,
  type ScenarioDefinition,
  type StartOptions,
  startMockServer,
  version,
} from 'balkanid-mock'
import { type DatasetSlug, datasetSlugs, datasets, downloadApi } from 'balkanid-mock/contracts'
import { CsvFile, defaultDialect, defaultReferenceTime } from 'balkanid-mock/generators'
import manifest from 'balkanid-mock/package.json' with { type: 'json' }

strictEqual(version, manifest.version)

const apiKeys: readonly ApiKey[] = [{ id: 'an-id', secret: 'a-secret' }]
const clock: Clock = { now: () => Date.now() }
const options: MockOptions = {
  seed: 42,
  rows: { requests: 1000 },
  notReadyPolls: 1,
  apiKeys,
  urlLifetime: '5m',
}
const start: StartOptions = { ...options, machineClock: clock, port: 0 }

// @ts-expect-error a seed is a number
await rejects(startMockServer({ seed: 'forty-two' }), OptionError)
// @ts-expect-error there is no such option
await rejects(startMockServer({ sead: 42 }), OptionError)

const hashes: Partial<Record<DatasetSlug, string>> = {}
let closed: MockServer
{
  await using balkanid = await startMockServer(start)
  closed = balkanid
  for (const slug of datasetSlugs) hashes[slug] = sha256(await download(balkanid.baseUrl, slug))
}
await rejects(fetch(closed.baseUrl), 'a disposed mock still answers')

const busy: ScenarioDefinition = {
  readiness: { after: 'duration', ms: '30s' },
  poll: [{ fault: 'status', status: 503, when: { nth: 2 } }],
}
{
  await using balkanid = await startMockServer({ scenarios: { busy } })
  await using sandbox: Sandbox = await balkanid.sandbox({ scenario: 'busy', clock: 'manual' })
  const { pollingUrl } = await post(sandbox.baseUrl, datasetSlugs[0]!)
  const statuses = [await poll(pollingUrl), await poll(pollingUrl)]
  await sandbox.clock.advance('30s')
  statuses.push(await poll(pollingUrl))
  deepStrictEqual(statuses, [404, 503, 200])
  deepStrictEqual(
    sandbox.exchanges({ phase: 'poll' }).map(({ fault }: Exchange) => fault),
    [null, 'status', null],
  )
  const seen = await fetch(`${balkanid.adminUrl}/sandboxes/${sandbox.id}/exchanges?phase=poll`)
  strictEqual(((await seen.json()) as { exchanges: Exchange[] }).exchanges.length, 3)
  for (const path of ['/', '/docs', '/__mock/page/docs.js', '/__mock/docs/swagger-ui.css']) {
    strictEqual((await fetch(balkanid.baseUrl + path, { headers: { accept: 'text/html' } })).status, 200, path)
  }
}
// @ts-expect-error there is no such fault
await rejects(startMockServer({ scenario: { poll: [{ fault: 'stal' }] } }), OptionError)

for (const slug of datasetSlugs) {
  const file = await CsvFile.open({
    dataset: slug,
    seed: 42,
    rows: 1000,
    parameters: parametersOf(slug),
    dialect: defaultDialect,
    referenceTime: defaultReferenceTime,
    readings: {},
  })
  strictEqual(sha256(Buffer.concat([...file.bytes()])), hashes[slug])
}

const app = buildApp()
const health = await app.inject('/__mock/health')
await app.close()
deepStrictEqual(health.json<{ version: string }>().version, version)

console.log(JSON.stringify(hashes))

async function post(baseUrl: string, slug: DatasetSlug): Promise<{ pollingUrl: string; url: string }> {
  const answer = await fetch(`${baseUrl}${downloadApi.basePath}/${datasets[slug].download.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key-id': 'an-id', 'x-api-key-secret': 'a-secret' },
    body: JSON.stringify(parametersOf(slug)),
  })
  strictEqual(answer.status, 200)
  return (await answer.json()) as { pollingUrl: string; url: string }
}

async function poll(pollingUrl: string): Promise<number> {
  return (await fetch(pollingUrl, { method: 'HEAD' })).status
}

async function download(baseUrl: string, slug: DatasetSlug): Promise<Uint8Array> {
  const { pollingUrl, url } = await post(baseUrl, slug)
  deepStrictEqual([await poll(pollingUrl), await poll(pollingUrl)], [404, 200])
  const csv = await fetch(url)
  ok(csv.ok)
  return new Uint8Array(await csv.arrayBuffer())
}

function parametersOf(slug: DatasetSlug): Record<string, boolean> {
  return Object.fromEntries(datasets[slug].download.body.map(({ name }) => [name, true]))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
