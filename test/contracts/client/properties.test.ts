import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Coverage } from '../../../contracts/client/coverage.ts'
import { type Story, story } from '../../../contracts/client/story.ts'
import {
  type ClientEvidence,
  clientRules,
  type DatasetSlug,
  datasetSlugs,
  downloadPath,
  type Exchange,
  type Finding,
  judgeClient,
  timelineOf,
} from '../../../contracts/index.ts'

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const field = fc.tuple(
  oneOf('Range', 'If-Range', 'Authorization', 'cookie', 'X-Api-Key-ID', 'content-type', 'x'),
  fc.oneof(fc.string(), oneOf('bytes=5-', 'bytes=0-', 'application/json')),
)
const answerField = fc.tuple(
  oneOf('Retry-After', 'content-length', 'content-range', 'etag', 'content-encoding'),
  fc.oneof(fc.string(), oneOf('0', '7', '9'.repeat(20), 'bytes 0-4/9', '"e"', 'Thu, 01 Jan 2026 00:00:02 GMT')),
)
const body = fc.option(
  fc.record({
    text: fc.oneof(fc.string(), fc.json(), oneOf('null', '{"pollingUrl":1}')),
    bytes: fc.nat(),
    truncated: fc.boolean(),
  }),
)
const id = oneOf('a', 'b', 'c')

/** Anything that a journal could hold, and more. */
const exchange: fc.Arbitrary<Exchange> = fc.record({
  id: fc.nat(50),
  sandbox: fc.constant('s1'),
  export: fc.option(id),
  phase: oneOf('call', 'poll', 'download', 'other'),
  time: fc.oneof(
    fc.nat(20_000).map((ms) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString()),
    fc.string(),
  ),
  method: oneOf('HEAD', 'GET', 'POST', 'OPTIONS', 'x'),
  path: fc.oneof(
    fc.string(),
    id.map((each) => `/~s1/storage/${each}/x.csv?y`),
    oneOf(...datasetSlugs).map((slug) => `/~s1${downloadPath(slug)}`),
  ),
  requestHeaders: fc.array(field, { maxLength: 3 }),
  requestBody: body,
  status: fc.option(oneOf(200, 206, 304, 400, 401, 403, 404, 405, 416, 429, 500, 503)),
  responseHeaders: fc.array(answerField, { maxLength: 4 }),
  responseBody: body,
  bytesSent: fc.nat(10),
  durationMs: fc.oneof(fc.nat(5000), fc.double({ noNaN: true })),
  gapMs: fc.option(fc.nat()),
  fault: fc.option(oneOf('reset', 'truncate', 'html', 'malformed', 'slow, reset', 'wrong-length', 'gzip', 'unknown')),
  problem: fc.option(oneOf('wrong-method', 'changed-url', 'expired', 'too-early', 'method-not-allowed', 'unsigned')),
  note: fc.option(fc.string()),
  brokenOff: fc.boolean(),
})

const evidence: fc.Arbitrary<ClientEvidence> = fc.record({
  sandbox: fc.constant('s1'),
  scenario: fc.option(fc.string()),
  exchanges: fc.array(exchange, { maxLength: 40 }),
  exports: fc.array(
    fc.record({
      id,
      dataset: fc.oneof(oneOf<string>(...datasetSlugs), fc.string()),
      state: oneOf('preparing', 'ready', 'expired'),
      issuedAt: fc.string(),
      readyAt: fc.option(fc.string()),
      expiresAt: fc.string(),
      size: fc.option(fc.nat(20)),
      damage: fc.option(fc.string()),
    }),
    { maxLength: 3 },
  ),
  dropped: fc.nat(2),
  now: fc.oneof(fc.constant('2026-01-01T00:01:00.000Z'), fc.string()),
})

test('whatever a client sends, it is judged by every rule, and its timeline can be told', () => {
  fc.assert(
    fc.property(evidence, (any) => {
      expect(judgeClient(any).verdicts).toHaveLength(clientRules.length)
      const { columns, rows } = timelineOf(any)
      expect(rows.filter((row) => row.length !== columns.length)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('no report repeats the value of a secret field, masked or not', () => {
  const secret = 'hunter2'
  fc.assert(
    fc.property(evidence, oneOf('Authorization', 'Cookie', 'X-Api-Key-ID', 'X-Api-Key-Secret'), (any, name) => {
      const withSecret = (each: Exchange): Exchange => ({
        ...each,
        requestHeaders: [[name, secret], ...each.requestHeaders],
      })
      expect(JSON.stringify(judgeClient({ ...any, exchanges: any.exchanges.map(withSecret) }))).not.toContain(secret)
    }),
  )
})

type Step = (told: Story) => Story

const action: fc.Arbitrary<Step> = fc.oneof(
  oneOf(404, 200, 403, 429, 503, null).map<Step>(
    (status) => (told) => told.poll(status, { brokenOff: status === null }),
  ),
  oneOf(200, 404, 403, 503).map<Step>((status) => (told) => told.get({ status })),
  fc.constant<Step>((told) => told.get({ bytesSent: 10, brokenOff: true })),
  fc.constant<Step>((told) => told.get({ fault: 'truncate', bytesSent: 10 })),
  fc.constant<Step>((told) => told.part(10, 20)),
)

/** What a client does next, well or badly, and how long it waits before that. */
const step = fc.tuple(fc.nat(3000), action).map<Step>(
  ([ms, act]) =>
    (told) =>
      act(told.wait(ms)),
)

function storyOf(dataset: DatasetSlug, maxLength: number): fc.Arbitrary<ClientEvidence> {
  return fc
    .array(step, { maxLength })
    .map((steps) => steps.reduce((told, next) => next(told), story().post({ dataset })))
    .map((told) => told.know({ outcome: 'succeeded' }).evidence())
}

const [first, second] = [datasetSlugs[0]!, datasetSlugs[1]!]

test('the order in which exchanges are handed in changes nothing', () => {
  const shuffled = storyOf(first, 25).chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray([...told.exchanges], { minLength: told.exchanges.length })),
  )
  fc.assert(
    fc.property(shuffled, ([told, exchanges]) => {
      expect(judgeClient({ ...told, exchanges })).toEqual(judgeClient(told))
    }),
  )
})

test('two exports that are under way at the same time are judged as each would be by itself', () => {
  // Together as many steps as a report shows findings of a rule.
  fc.assert(
    fc.property(storyOf(first, 5), storyOf(second, 5), (a, b) => {
      const [left, right] = [renamed(a, 'a', 0), renamed(b, 'b', 1)]
      const both = {
        ...left,
        exchanges: [...left.exchanges, ...right.exchanges],
        exports: [...left.exports, ...right.exports],
      }
      expect(breachesIn(both)).toEqual([...breachesIn(left), ...breachesIn(right)].sort())
    }),
    { numRuns: 500 },
  )
})

/** The same story, with an export of that name and with ids of its own: even ones, or odd ones. */
function renamed(told: ClientEvidence, name: string, remainder: 0 | 1): ClientEvidence {
  const exchanges = told.exchanges.map((each) => ({
    ...each,
    id: each.id * 2 + remainder,
    export: name,
    path: each.path.replace('export-1', name),
    responseBody: each.responseBody && {
      ...each.responseBody,
      text: each.responseBody.text.replaceAll('export-1', name),
    },
  }))
  return { ...told, exchanges, exports: told.exports.map((each) => ({ ...each, id: name })) }
}

function breachesIn(told: ClientEvidence): readonly string[] {
  const shownBy = ({ exchanges = [] }: Finding) => [...exchanges].sort((a, b) => a - b).join()
  return judgeClient(told)
    .verdicts.flatMap((verdict) =>
      verdict.result === 'failed' ? verdict.findings.map((each) => `${verdict.rule.id} ${shownBy(each)}`) : [],
    )
    .sort()
}

test('coverage tells what a set of all bytes would', () => {
  const span = fc
    .tuple(fc.nat(60), fc.integer({ min: 1, max: 12 }))
    .map(([from, length]) => ({ from, to: from + length }))
  const bytesOf = ({ from, to }: { from: number; to: number }) => Array.from({ length: to - from }, (_, i) => from + i)
  fc.assert(
    fc.property(fc.array(span), span, (added, asked) => {
      const coverage = new Coverage()
      for (const each of added) coverage.add(each)
      const bytes = new Set(added.flatMap(bytesOf))
      expect(coverage.has(asked)).toBe(bytesOf(asked).every((byte) => bytes.has(byte)))
    }),
  )
})
