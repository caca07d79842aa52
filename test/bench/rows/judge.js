import { below } from '../support/reach.js'

const exports = 20_000
const size = 700_000

export const judge = {
  name: 'judge',
  what: 'judging 100,000 exchanges of a client, every rule on',
  against: undefined,
  reach: below(1000, { suffix: ' ms' }),
  method:
    '20,000 exports, each of a POST, two polls that get 404, one that gets 200, and a download; 9 rounds in one process after one of warming up.',
  async run({ moduleUrl }) {
    const { judgeClient, outcomeOf } = await import(moduleUrl('contracts/index'))
    const evidence = evidenceOf()
    const judged = () => {
      const start = performance.now()
      const report = judgeClient(evidence)
      const ms = performance.now() - start
      if (outcomeOf(report, { strict: true }) !== 'kept') throw new Error('A good client was blamed.')
      return ms
    }
    const first = judged()
    return { values: Array.from({ length: 9 }, judged), note: `The first time it took ${Math.round(first)} ms.` }
  },
}

function evidenceOf() {
  const ids = Array.from({ length: exports }, (_, i) => `01KDVCX7R1YHSDM84${String(i).padStart(9, '0')}`)
  const exchanges = ids.flatMap((id, i) => [
    exchange(i * 5 + 1, id, i * 10_000, call),
    exchange(i * 5 + 2, id, i * 10_000 + 1000, poll(404)),
    exchange(i * 5 + 3, id, i * 10_000 + 2500, poll(404)),
    exchange(i * 5 + 4, id, i * 10_000 + 4500, poll(200)),
    exchange(i * 5 + 5, id, i * 10_000 + 5000, download),
  ])
  return {
    sandbox: 'default',
    scenario: null,
    exchanges,
    exports: ids.map((id, i) => ({
      id,
      dataset: 'requests',
      state: 'expired',
      issuedAt: instant(i * 10_000),
      readyAt: instant(i * 10_000 + 4000),
      expiresAt: instant(i * 10_000 + 900_000),
      size,
      damage: null,
    })),
    dropped: 0,
    now: instant(exports * 10_000 + 900_000),
    outcome: 'succeeded',
  }
}

const begin = Date.UTC(2026, 0, 1)
const instant = (ms) => new Date(begin + ms).toISOString()
const target = (id) => `/storage/${id}/requests.csv?X-Amz-Signature=masked`
const field = { etag: ['etag', '"e1"'], length: ['content-length', String(size)] }

const call = {
  phase: 'call',
  method: 'POST',
  path: () => '/api/rest/v0/requests/download-url',
  requestHeaders: [
    ['content-type', 'application/json'],
    ['x-api-key-id', 'key-1'],
    ['x-api-key-secret', '***'],
  ],
  requestBody: { text: '{"includeCompleted":true}', bytes: 25, truncated: false },
  responseBody: (id) => {
    const url = `http://127.0.0.1:4610${target(id)}`
    const text = JSON.stringify({ pollingUrl: url, url })
    return { text, bytes: text.length, truncated: false }
  },
}

const poll = (status) => ({
  phase: 'poll',
  method: 'HEAD',
  path: target,
  status,
  responseHeaders: status === 200 ? [field.etag, field.length] : [],
})

const download = {
  phase: 'download',
  method: 'GET',
  path: target,
  responseHeaders: [field.etag, field.length, ['content-type', 'text/csv']],
  bytesSent: size,
}

function exchange(id, exportId, ms, { path, responseBody, ...told }) {
  return {
    id,
    sandbox: 'default',
    export: exportId,
    time: instant(ms),
    path: path(exportId),
    requestHeaders: [],
    requestBody: null,
    status: 200,
    responseHeaders: [],
    responseBody: responseBody?.(exportId) ?? null,
    bytesSent: 0,
    durationMs: 2,
    gapMs: null,
    fault: null,
    problem: null,
    note: null,
    brokenOff: false,
    ...told,
  }
}
