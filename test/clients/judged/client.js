// A client of the bulk API as one might write it for a nightly job. Each file beside it has one habit of its own.
import { setTimeout as wait } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'

const habitsOfGoodClients = {
  pollMethod: 'HEAD',
  /** Milliseconds before the first poll; each wait is half as long again as the one before, up to `longestWait`. */
  firstWait: 150,
  longestWait: 1200,
  /** Milliseconds after which it gives up on an export that is not ready. */
  budget: 3000,
  longestSilence: 1500,
  /** Sent to storage. */
  storageHeaders: {},
  /** Whether it holds the file against the length that the poll told, and reads it strictly. */
  checksFile: true,
  /** Exports that it asks for before it gives up. */
  exports: 2,
}

const keys = { 'x-api-key-id': 'nightly-job', 'x-api-key-secret': 'not-a-real-secret' }
const columns = ['Request ID', 'Requester', 'Request Type', 'App ID', 'Metadata']

/** Worth asking for another export: these URLs will not do any more. */
class Expired extends Error {}
/** Worth another try. */
class Passing extends Error {}

/** Fetches one export of access requests, and ends the process with 0 only where it has it. */
export async function run(habits = {}) {
  try {
    const rows = await fetchRequests({ ...habitsOfGoodClients, ...habits })
    process.stdout.write(`${rows} rows\n`)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

async function fetchRequests(habits) {
  for (let attempt = 1; ; attempt++) {
    try {
      const urls = await retried(() => startExport(), habits)
      const promised = await untilReady(urls.pollingUrl, habits)
      return check(await download(urls.url, promised, habits), habits)
    } catch (error) {
      if (!(error instanceof Expired) || attempt === habits.exports) throw error
    }
  }
}

async function startExport() {
  const response = await fetch(`${process.env.BALKANID_BASE_URL}/api/rest/v0/requests/download-url`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...keys },
    body: JSON.stringify({ includeCompleted: true }),
  })
  await refuseUnless(response, 200)
  const text = await response.text()
  const { pollingUrl, url } = JSON.parse(text)
  for (const each of [pollingUrl, url]) {
    if (!URL.canParse(each)) throw new Error(`The answer has no two absolute URLs: ${text}`)
  }
  return { pollingUrl, url }
}

/** @returns what the poll told of the file */
async function untilReady(pollingUrl, habits) {
  const { pollMethod: method, storageHeaders: headers, firstWait, longestWait, budget } = habits
  const startedAt = Date.now()
  let gap = firstWait
  while (Date.now() - startedAt < budget) {
    await wait(gap)
    gap = Math.min(longestWait, gap * 1.5)
    const response = await fetch(pollingUrl, { method, headers }).catch(() => undefined)
    if (response === undefined) continue
    await response.body?.cancel()
    if (response.status === 200) return toldBy(response)
    if (response.status === 403) throw new Expired('The polling URL was refused.')
    gap = Math.max(gap, retryAfter(response))
  }
  throw new Error(`The file was not ready after ${budget} ms.`)
}

function toldBy({ headers }) {
  return { size: Number(headers.get('content-length')), etag: headers.get('etag') ?? '' }
}

async function download(url, promised, habits) {
  const parts = []
  let etag = ''
  await retried(async () => {
    const have = parts.reduce((sum, part) => sum + part.length, 0)
    const rest = have > 0 && etag !== '' ? { range: `bytes=${have}-`, 'if-range': etag } : {}
    const response = await fetch(url, { headers: { ...habits.storageHeaders, ...rest } }).catch(passing)
    if (response.status === 403 || response.status === 404) {
      await response.body?.cancel()
      throw new Expired(`The download got ${response.status}.`)
    }
    if (response.status !== 206) {
      parts.length = 0
      await refuseUnless(response, 200)
    }
    etag = toldBy(response).etag
    await readInto(parts, response, habits)
    const whole = parts.reduce((sum, part) => sum + part.length, 0)
    const isSame = etag === promised.etag && !response.headers.has('content-encoding')
    if (habits.checksFile && isSame && whole < promised.size) {
      throw new Passing(`It is ${whole} bytes instead of ${promised.size}.`)
    }
  }, habits)
  return Buffer.concat(parts)
}

/** Its time-out is for silence: a slow file is no reason to stop. */
async function readInto(parts, response, { longestSilence }) {
  const reader = response.body.getReader()
  for (;;) {
    const silence = new AbortController()
    const next = await Promise.race([
      reader.read().catch(passing),
      wait(longestSilence, 'silence', { signal: silence.signal }).catch(() => undefined),
    ])
    silence.abort()
    if (next === 'silence') {
      await reader.cancel()
      throw new Passing(`Nothing has come for ${longestSilence} ms.`)
    }
    if (next.done) return
    parts.push(next.value)
  }
}

function check(file, { checksFile }) {
  const text = checksFile ? new TextDecoder('utf-8', { fatal: true }).decode(file) : file.toString()
  const options = checksFile ? {} : { relax_quotes: true, relax_column_count: true, skip_records_with_error: true }
  const [header = [], ...rows] = parse(text, { bom: true, ...options })
  const names = header.map((name) => name.replace(/\*$/, ''))
  const missing = columns.filter((name) => !names.includes(name))
  if (checksFile && missing.length > 0) throw new Error(`The file lacks ${missing.join(', ')}.`)
  return rows.length
}

async function retried(attempt, { firstWait, longestWait }) {
  for (let left = 3, gap = firstWait; ; left--, gap = Math.min(longestWait, gap * 2)) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Passing) || left === 0) throw error
      await wait(Math.max(gap, error.after ?? 0))
    }
  }
}

async function refuseUnless(response, status) {
  if (response.status === status) return
  await response.body?.cancel()
  const isPassing = response.status === 429 || response.status >= 500
  const error = new (isPassing ? Passing : Error)(`It was answered ${response.status}.`)
  throw Object.assign(error, { after: retryAfter(response) })
}

function passing(error) {
  throw new Passing(`The connection broke: ${error.cause?.code ?? error.message}`)
}

/** In milliseconds; 0 where nothing is said. */
function retryAfter(response) {
  const field = response.headers.get('retry-after')
  if (field === null) return 0
  return /^\d+$/.test(field) ? Number(field) * 1000 : Math.max(0, Date.parse(field) - Date.now())
}
