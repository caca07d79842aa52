import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { root } from '../support/build.js'
import { below, format } from '../support/reach.js'
import { sideBySide } from '../support/rounds.js'

const microseconds = { suffix: ' µs' }
const count = 100_000
/** So many records are made at a time, untimed: few enough to be as near to the processor as a request's own are. */
const batch = 100

export const journal = {
  name: 'journal',
  what: 'keeping an exchange in the journal: one POST with its answer to three polls, all masked',
  against: 'JSON.stringify of the same record, as a line of a log, nothing masked',
  reach: below(5, microseconds),
  method: `Journal.add() for ${count.toLocaleString('en')} exchanges in full journals of 1,000, of 10 sandboxes, each record made beforehand, with strings of its own; 15 rounds in one process after 2 of warming up. The collector's work for what is kept falls into it.`,
  async run({ folder }) {
    const { Journal, journalSpace } = await journalModule(folder)
    const space = journalSpace({ perSandbox: 1000, total: 100_000, bodyLength: 4096 })
    const journals = Array.from({ length: 10 }, (_, i) => new Journal(`sandbox-${i}`, space))
    let length = 0
    const ours = () => perRecord((record, i) => journals[i % journals.length].add(record))
    const theirs = () =>
      perRecord((record) => {
        length += JSON.stringify({ ...record, responseBody: record.responseBody?.toString() }).length
      })
    for (let i = 0; i < 2; i++) {
      ours()
      theirs()
    }
    const result = await sideBySide({ rounds: 15, ours, theirs, ratio: (a) => a })
    if (length === 0 || journals[0].count !== 1000) throw new Error('Nothing was kept.')
    return {
      ...result,
      sides: `${format(result.ours)} µs : ${format(result.theirs)} µs`,
      note: `${format(result.ours / result.theirs)} × the time of JSON.stringify.`,
    }
  },
}

function perRecord(keep) {
  let ms = 0
  for (let done = 0; done < count; done += batch) {
    const records = Array.from({ length: batch }, (_, i) => record(done + i))
    const start = performance.now()
    for (let i = 0; i < batch; i++) keep(records[i], i)
    ms += performance.now() - start
  }
  return (ms * 1000) / count
}

const time = Date.UTC(2026, 0, 1)
const key = ['X-Api-Key-ID', 'key-1', 'X-Api-Key-Secret', 'bm90LWEtc2VjcmV0']
const client = ['host', '127.0.0.1:4610', 'connection', 'keep-alive', 'user-agent', 'node']

function record(i) {
  return i % 4 === 0 ? call(i) : poll(i)
}

function call(i) {
  const url = `http://127.0.0.1:4610${target(i)}`
  const responseBody = Buffer.from(JSON.stringify({ pollingUrl: url + signature(i), url: url + signature(i + 1) }))
  return {
    time: time + i,
    method: 'POST',
    url: own('/api/rest/v0/requests/download-url'),
    phase: 'call',
    requestHeaders: [...client, 'content-type', 'application/json', 'content-length', '26', ...key].map(own),
    requestBody: own('{"includeCompleted":true}'),
    exportId: id(i),
    status: 200,
    responseHeaders: { 'content-type': 'application/json; charset=utf-8', 'content-length': responseBody.length },
    responseBody,
    bytesSent: responseBody.length,
    endedAt: time + i + 1,
  }
}

function poll(i) {
  const hint = own(`Not ready yet: this export is ready after ${i % 7} more polls. Try again after a delay.`)
  return {
    time: time + i,
    method: 'HEAD',
    url: own(target(i) + signature(i)),
    phase: 'poll',
    requestHeaders: client.map(own),
    exportId: id(i),
    gapMs: 1000,
    status: 404,
    responseHeaders: {
      'content-type': 'application/xml',
      'x-mock-basis': 'documented',
      'x-mock-hint': hint,
      'x-amz-request-id': own(String(i).padStart(16, '0')),
      'x-amz-id-2': 'balkanid-mock',
    },
    bytesSent: 0,
    endedAt: time + i + 1,
    note: hint,
  }
}

function target(i) {
  return `/storage/requests/${id(i)}.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=BALKANIDMOCK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=`
}

function id(i) {
  return own(String(i).padStart(26, '0'))
}

function signature(i) {
  return (i + 1e9).toString(16).padStart(64, '5')
}

/** In one piece and shared with nobody, as Node's parser makes strings. */
function own(text) {
  return Buffer.from(text).toString()
}

async function journalModule(folder) {
  const outfile = join(folder, 'journal.js')
  await build({
    entryPoints: ['server/journal/journal.ts'],
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
  return import(pathToFileURL(outfile).href)
}
