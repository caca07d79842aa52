// A client that does what the documentation asks of one, for demonstrations: in the live page and in a terminal. It needs
// nothing but what browsers and Node have alike.

/** The download has failed, for the reason that it tells. */
export class ClientError extends Error {
  /** @override */
  name = 'ClientError'
}

/** The export cannot be had any more, but another one can. */
class Gone extends ClientError {}

/** How patient it is. Times are in milliseconds. */
export const patience = {
  /** Before the second poll; then each wait is half as long again. */
  firstWaitMs: 1000,
  longestWaitMs: 30_000,
  /** How long an export may take to be ready. */
  deadlineMs: 900_000,
  /** How long an answer may take to begin. */
  requestMs: 60_000,
  /** How long nothing may arrive of a file. */
  silenceMs: 20_000,
  /** How much of a file is held. */
  mostBytes: 512_000_000,
  /** How often what fails is tried, one time after the other. */
  mostTries: 5,
  /** How many exports are asked for, where one is gone before it was fetched. */
  mostExports: 3,
}

/**
 * What it does, step by step. `ms` is how long it waits, in milliseconds; `of` is `null` where the size is not known.
 * @typedef {{ kind: 'called', status: number, pollingUrl: string, url: string }
 *   | { kind: 'polled', status: number, count: number }
 *   | { kind: 'waiting', ms: number, why: string }
 *   | { kind: 'downloading', received: number, of: number | null }
 *   | { kind: 'anew', why: string }
 *   | { kind: 'downloaded', chunks: readonly Uint8Array<ArrayBuffer>[], size: number }} Step
 */

/**
 * @typedef {object} Download
 * @property {string} baseUrl
 * @property {string} path of the POST
 * @property {unknown} [body] of the POST, sent as JSON
 * @property {Readonly<Record<string, string>>} [headers] of the POST alone, such as an API key
 * @property {AbortSignal} [signal] ends it
 * @property {Partial<typeof patience>} [patience]
 * @property {typeof globalThis.fetch} [fetch]
 * @property {() => number} [now] in milliseconds
 * @property {(ms: number, signal?: AbortSignal) => Promise<void>} [sleep]
 * @property {(chunks: readonly Uint8Array<ArrayBuffer>[]) => Promise<string | undefined>} [check] says what is wrong with a file
 */

/** @template T @typedef {AsyncGenerator<Step, T, void>} Steps */

/**
 * Asks for an export, polls until it is ready, and fetches it.
 * @param {Download} options
 * @returns {Steps<void>}
 * @throws {ClientError} with a sentence that says why it has failed
 */
export async function* download(options) {
  const run = {
    fetch: globalThis.fetch,
    now: () => performance.now(),
    sleep,
    ...options,
    patience: { ...patience, ...options.patience },
  }
  for (let exports = 1; ; exports++) {
    const { pollingUrl, url } = yield* call(run)
    try {
      const ready = yield* poll(run, pollingUrl)
      const chunks = yield* fetchFile(run, url, ready)
      const wrong = await run.check?.(chunks)
      if (wrong !== undefined) throw new ClientError(wrong)
      yield { kind: 'downloaded', chunks, size: lengthOf(chunks) }
      return
    } catch (error) {
      if (!(error instanceof Gone) || exports === run.patience.mostExports) throw error
      yield { kind: 'anew', why: error.message }
    }
  }
}

/** @typedef {Required<Pick<Download, 'fetch' | 'now' | 'sleep'>> & Download & { patience: typeof patience }} Run */

/** @param {Run} run @returns {Steps<{ pollingUrl: string, url: string }>} */
async function* call(run) {
  const { baseUrl, path, body, headers } = run
  const answer = yield* retrying(run, () =>
    request(run, baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  )
  const { status } = answer
  if (status === 401) throw new ClientError('The API key was refused (401).')
  if (status !== 200) throw new ClientError(`The POST was answered ${status}.`)
  /** @type {any} */
  const urls = await answer.json().catch(() => undefined)
  const { pollingUrl, url } = urls ?? {}
  for (const [name, value] of Object.entries({ pollingUrl, url })) {
    if (typeof value !== 'string' || !/^https?:\/\//.test(value) || !URL.canParse(value)) {
      throw new ClientError(`The answer has no absolute ${name}: received ${JSON.stringify(value) ?? 'none'}.`)
    }
  }
  yield { kind: 'called', status, pollingUrl, url }
  return { pollingUrl, url }
}

/** What the poll said that found the file ready. @typedef {{ size: number | null, etag: string | null }} Ready */

/** @param {Run} run @param {string} pollingUrl @returns {Steps<Ready>} */
async function* poll(run, pollingUrl) {
  const { firstWaitMs, longestWaitMs, deadlineMs } = run.patience
  const end = run.now() + deadlineMs
  let ms = firstWaitMs
  for (let count = 1; ; count++) {
    const answer = yield* retrying(run, () => request(run, pollingUrl, { method: 'HEAD' }))
    const { status, headers } = answer
    yield { kind: 'polled', status, count }
    if (status === 200) return { size: sizeIn(headers), etag: headers.get('etag') }
    if (status === 403) throw new Gone('Storage refused a poll (403).')
    if (status !== 404) throw new ClientError(`A poll was answered ${status}.`)
    if (run.now() + ms > end) throw new ClientError(`The file was not ready after ${Math.round(deadlineMs / 1000)} s.`)
    yield* wait(run, ms, 'not ready')
    ms = Math.min(ms * 1.5, longestWaitMs)
  }
}

/**
 * Goes on where a download broke off, as long as it is still the same file.
 * @param {Run} run @param {string} url @param {Ready} ready
 * @returns {Steps<readonly Uint8Array<ArrayBuffer>[]>}
 */
async function* fetchFile(run, url, ready) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  let chunks = []
  /** @type {string | null} */
  let etag = null
  let of = ready.size
  for (let attempt = 1; ; attempt++) {
    const have = lengthOf(chunks)
    const canGoOn = have > 0 && have !== of
    /** @type {Record<string, string>} */
    const headers = canGoOn && etag !== null ? { range: `bytes=${have}-`, 'if-range': etag } : {}
    /** @type {Response} */
    const answer = yield* retrying(run, () => request(run, url, { headers }))
    const { status, body } = answer
    if (status === 403 || status === 404) throw new Gone(`The download was answered ${status}.`)
    if (status !== 200 && status !== 206) throw new ClientError(`The download was answered ${status}.`)
    const type = answer.headers.get('content-type') ?? 'none'
    if (!type.startsWith('text/csv') || body === null) throw new ClientError(`Expected text/csv, received ${type}.`)
    if (status === 200) {
      chunks = []
      etag = answer.headers.get('etag')
      // Another file than the one that was polled has another length.
      if (etag !== ready.etag) of = sizeIn(answer.headers)
      if (answer.headers.has('content-encoding')) of = null // what arrives is decoded
    } else if (!answer.headers.get('content-range')?.startsWith(`bytes ${have}-`)) {
      await body.cancel()
      const range = answer.headers.get('content-range') ?? 'no Content-Range'
      throw new ClientError(`Expected the rest from byte ${have} on, received ${range}.`)
    }
    const { mostBytes } = run.patience
    if (of !== null && of > mostBytes) {
      await body.cancel()
      throw new ClientError(
        `The file has ${of} bytes, more than the ${mostBytes} that are held here: stream it to disk.`,
      )
    }
    const isWhole = yield* read(run, body, chunks, of)
    if (isWhole) {
      const received = lengthOf(chunks)
      if (of === null || received === of) return chunks
      throw new ClientError(`Received ${received} bytes, expected ${of}: the file was cut.`)
    }
    if (attempt === run.patience.mostTries) throw new ClientError('The download broke off again and again.')
    yield* wait(run, pauseAfter(run, attempt), 'the download broke off')
  }
}

/**
 * Adds what arrives to `chunks`.
 * @param {Run} run @param {ReadableStream<Uint8Array<ArrayBuffer>>} body @param {Uint8Array<ArrayBuffer>[]} chunks
 * @param {number | null} of
 * @returns {Steps<boolean>} whether it came to its end
 */
async function* read(run, body, chunks, of) {
  const reader = body.getReader()
  let received = lengthOf(chunks)
  try {
    for (;;) {
      const over = new AbortController()
      const silence = run.sleep(run.patience.silenceMs, over.signal).then(() => 'silence')
      const result = await Promise.race([reader.read(), silence.catch(() => 'silence')])
      over.abort()
      if (typeof result === 'string') return false
      if (result.done) return true
      chunks.push(result.value)
      received += result.value.length
      yield { kind: 'downloading', received, of }
    }
  } catch (error) {
    if (run.signal?.aborted) throw error
    return false
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/**
 * Sends a request again after what may pass: no connection, 429 and 5xx. `Retry-After` is honoured.
 * @param {Run} run @param {() => Promise<Response>} send
 * @returns {Steps<Response>}
 */
async function* retrying(run, send) {
  for (let attempt = 1; ; attempt++) {
    /** @type {Response | undefined} */
    let answer
    try {
      answer = await send()
    } catch (error) {
      if (run.signal?.aborted) throw error
    }
    if (answer !== undefined && answer.status !== 429 && answer.status < 500) return answer
    await answer?.body?.cancel() // so that its connection can be used again
    const why = answer === undefined ? 'no answer' : `answered ${answer.status}`
    if (attempt === run.patience.mostTries) throw new ClientError(`Tried ${attempt} times: ${why}.`)
    const asked = answer === undefined ? 0 : retryAfter(answer.headers)
    yield* wait(run, Math.max(pauseAfter(run, attempt), asked), why)
  }
}

/** @param {Run} run @param {number} ms @param {string} why @returns {Steps<void>} */
async function* wait(run, ms, why) {
  yield { kind: 'waiting', ms, why }
  await run.sleep(ms, run.signal)
}

/** @param {Run} run @param {string} url @param {RequestInit} init */
function request({ fetch, signal, patience: { requestMs } }, url, init) {
  const tooLate = new AbortController()
  const timer = setTimeout(() => tooLate.abort(), requestMs)
  const signals = signal === undefined ? [tooLate.signal] : [tooLate.signal, signal]
  // What was asked for before is no answer to this, and nobody is told more than the API key that belongs there.
  const options = { ...noCache, credentials: /** @type {const} */ ('omit'), ...init, signal: AbortSignal.any(signals) }
  return fetch(url, options).finally(() => clearTimeout(timer))
}

/** Node's types do not know of caches, which only browsers have. @type {object} */
const noCache = { cache: 'no-store' }

/** Twice as long each time. @param {Run} run @param {number} attempt */
function pauseAfter({ patience: { firstWaitMs } }, attempt) {
  return firstWaitMs * 2 ** attempt
}

/** In seconds, or as a date; in milliseconds from now. @param {Headers} headers */
function retryAfter(headers) {
  const value = headers.get('retry-after') ?? ''
  const date = headers.get('date')
  const now = date === null ? Date.now() : Date.parse(date)
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isNaN(ms) ? 0 : ms
}

/** @param {Headers} headers */
function sizeIn(headers) {
  const length = headers.get('content-length')
  return length === null || headers.has('content-encoding') ? null : Number(length)
}

/** @param {readonly Uint8Array[]} chunks */
function lengthOf(chunks) {
  return chunks.reduce((sum, { length }) => sum + length, 0)
}

/** @param {number} ms @param {AbortSignal} [signal] @returns {Promise<void>} */
export function sleep(ms, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
