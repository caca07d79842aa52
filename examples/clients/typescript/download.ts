// node download.ts <dataset> <file>     (Node 22.18 and later; older ones after tsc, or with tsx)
// BALKANID_BASE_URL, BALKANID_KEY_ID and BALKANID_KEY_SECRET say where and as whom.
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const { env } = process
const baseUrl = env.BALKANID_BASE_URL ?? 'https://app.balkan.id'
const firstWaitMs = Number(env.BALKANID_POLL_WAIT ?? 1) * 1000
const deadlineMs = Number(env.BALKANID_DEADLINE ?? 900) * 1000
const requestMs = 60_000
const mostTries = 5

const bodies: Readonly<Record<string, object | undefined>> = {
  requests: { includeCompleted: true },
  rbac2: undefined,
}

/** The export cannot be had any more, but another one can. */
class Gone extends Error {}

const [dataset, file] = process.argv.slice(2)
if (dataset === undefined || file === undefined || !(dataset in bodies)) {
  console.error(`usage: download.ts <${Object.keys(bodies).join('|')}> <file>`)
  process.exit(2)
}
try {
  console.log(`${file}: ${await download(dataset, file)} bytes`)
} catch (error) {
  console.error(`${dataset} was not downloaded: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

async function download(dataset: string, file: string): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const { pollingUrl, url } = await call(dataset)
    try {
      const size = await poll(pollingUrl)
      await fetchFile(url, `${file}.part`, size)
      await rename(`${file}.part`, file)
      return size
    } catch (error) {
      await rm(`${file}.part`, { force: true })
      if (!(error instanceof Gone) || attempt === 3) throw error
    }
  }
}

// #region call
/** Asks for an export. The API key goes here, and nowhere else. */
async function call(dataset: string): Promise<{ pollingUrl: string; url: string }> {
  const body = bodies[dataset]
  const { BALKANID_KEY_ID: id, BALKANID_KEY_SECRET: secret } = env
  const answer = await retrying(() =>
    fetch(`${baseUrl}/api/rest/v0/${dataset}/download-url`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(id !== undefined && secret !== undefined && { 'X-Api-Key-ID': id, 'X-Api-Key-Secret': secret }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestMs),
    }),
  )
  if (answer.status === 401)
    throw new Error('the API key was refused (401); see BALKANID_KEY_ID and BALKANID_KEY_SECRET')
  if (answer.status !== 200) throw new Error(`POST was answered ${answer.status}`)
  const { pollingUrl, url } = await answer.json().catch(() => ({}))
  if (!isAbsolute(pollingUrl) || !isAbsolute(url)) throw new Error('the answer lacks one of the two absolute URLs')
  return { pollingUrl, url }
}
// #endregion call

// #region poll
/** Waits until the file is there. @returns how many bytes it has */
async function poll(pollingUrl: string): Promise<number> {
  const end = Date.now() + deadlineMs
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 1.5, 30_000)) {
    const answer = await retrying(() => fetch(pollingUrl, { method: 'HEAD', signal: AbortSignal.timeout(requestMs) }))
    if (answer.status === 200) return Number(answer.headers.get('content-length'))
    if (answer.status === 403) throw new Gone('storage refused a poll (403)')
    if (answer.status !== 404) throw new Error(`a poll was answered ${answer.status}`)
    if (Date.now() + waitMs > end) throw new Error(`the file was not ready after ${deadlineMs / 1000} s`)
    await sleep(waitMs)
  }
}
// #endregion poll

// #region download
/** Streams the file to disk, and goes on where it broke off, as long as it is still the same file. */
async function fetchFile(url: string, part: string, size: number): Promise<void> {
  let etag: string | null = null
  for (let attempt = 1; ; attempt++) {
    const have = etag === null ? 0 : (await stat(part)).size
    const resume = have > 0 && etag !== null ? { Range: `bytes=${have}-`, 'If-Range': etag } : {}
    const answer = await retrying(() => fetch(url, { headers: resume }))
    if (answer.status === 403 || answer.status === 404) throw new Gone(`the download was answered ${answer.status}`)
    if (answer.status !== 200 && answer.status !== 206) throw new Error(`the download was answered ${answer.status}`)
    const type = answer.headers.get('content-type') ?? 'nothing'
    if (!type.startsWith('text/csv') || answer.body === null) throw new Error(`expected text/csv, received ${type}`)
    etag = answer.headers.get('etag')
    try {
      await pipeline(
        Readable.fromWeb(answer.body),
        createWriteStream(part, { flags: answer.status === 206 ? 'a' : 'w' }),
      )
    } catch (error) {
      if (attempt === mostTries) throw error
      await sleep(firstWaitMs * 2 ** attempt)
      continue
    }
    const { size: received } = await stat(part)
    if (received !== size) throw new Error(`received ${received} bytes of ${size}`)
    return
  }
}
// #endregion download

/** Sends a request again after what may pass: no connection, 429 and 5xx. Retry-After is honoured. */
async function retrying(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send().catch((error: Error) => error)
    const isPassing = answer instanceof Error || answer.status === 429 || answer.status >= 500
    if (!isPassing) return answer
    if (attempt === mostTries) {
      throw new Error(
        answer instanceof Error ? `no connection: ${answer.message}` : `answered ${answer.status} again and again`,
      )
    }
    await sleep(Math.max(firstWaitMs * 2 ** attempt, answer instanceof Error ? 0 : retryAfterMs(answer)))
  }
}

/** In seconds, or as a date. */
function retryAfterMs({ headers }: Response): number {
  const value = headers.get('retry-after') ?? ''
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? 0 : ms
}

function isAbsolute(url: unknown): url is string {
  return typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url)
}
