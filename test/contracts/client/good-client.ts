import { setImmediate } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import type { DatasetSlug } from '../../../contracts/index.ts'
import type { Sandbox } from '../../../server/index.ts'
import { columnNames } from '../../support/csv-files.ts'
import { type DownloadUrls, pathOfDataset, sampleBodies } from '../../support/emulator.ts'

// A client that knows the documentation and what a good client does in each scenario. Its time is that of the sandbox's
// clock, which is manual: where it waits, it moves the clock, and so it does while an answer waits for it.

/** How a run ended that could not bring the file, with what it says about it. */
class GivenUp extends Error {}

/** Of the sandbox's time. */
const budgetMs = 300_000
const mostTries = 4
/** Of the machine's time: a connection on which nothing comes any more has no clock to be moved. */
const silenceMs = 200

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  /** Whether the body ended as its head had promised. */
  readonly isWhole: boolean
}

/** The rows of a dataset, or why there are none. */
export async function fetchRows(sandbox: Sandbox, dataset: DatasetSlug): Promise<readonly object[] | GivenUp> {
  try {
    return await withNewUrls(new Client(sandbox), dataset)
  } catch (error) {
    if (error instanceof GivenUp) return error
    throw error
  }
}

/** URLs that have expired, and files that are gone, are asked for once more. */
async function withNewUrls(client: Client, dataset: DatasetSlug): Promise<readonly object[]> {
  for (let round = 1; ; round++) {
    const { pollingUrl, url } = await call(client, dataset)
    const file = await download(client, url, await untilReady(client, pollingUrl))
    if (file !== 'gone') return rowsOf(file, dataset)
    if (round === 2) throw new GivenUp('The file was gone twice.')
    await client.wait(1000)
  }
}

async function call(client: Client, dataset: DatasetSlug): Promise<DownloadUrls> {
  const body = sampleBodies[dataset]
  const answer = await client.patiently(client.baseUrl + pathOfDataset(dataset), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key-id': 'id', 'x-api-key-secret': 'secret' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (answer.status !== 200) throw new GivenUp(`The call got ${answer.status}.`)
  return urlsIn(answer.body.toString())
}

function urlsIn(text: string): DownloadUrls {
  try {
    const { pollingUrl, url } = JSON.parse(text) as Readonly<Record<string, unknown>>
    if (isAbsolute(pollingUrl) && isAbsolute(url)) return { pollingUrl, url }
  } catch {
    // It is not JSON: see below.
  }
  throw new GivenUp(`Received ${text.slice(0, 80)}; expected two absolute URLs.`)
}

function isAbsolute(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value)
}

/** @returns the header of the answer that it is ready */
async function untilReady(client: Client, pollingUrl: string): Promise<Headers> {
  const until = client.now + budgetMs
  for (let pause = 1000; client.now < until; pause = Math.min(pause * 1.5, 30_000)) {
    const { status, headers } = await client.patiently(pollingUrl, { method: 'HEAD' }, pause)
    if (status === 200) return headers
    if (status !== 404) throw new GivenUp(`A poll got ${status}.`)
    await client.wait(pause)
  }
  throw new GivenUp('The file was not ready in time.')
}

async function download(client: Client, url: string, ready: Headers): Promise<Buffer | 'gone'> {
  let have: Buffer = Buffer.alloc(0)
  let etag = ''
  for (let tries = 1; tries <= mostTries; tries++) {
    const range = have.length === 0 ? undefined : { range: `bytes=${have.length}-`, 'if-range': etag }
    const answer = await client.patiently(url, { headers: range ?? {} })
    if (answer.status === 403 || answer.status === 404) return 'gone'
    if (answer.status !== 200 && answer.status !== 206) throw new GivenUp(`A download got ${answer.status}.`)
    if (answer.headers.get('content-type') !== 'text/csv') throw new GivenUp('What came is no CSV.')
    have = answer.status === 206 ? Buffer.concat([have, answer.body]) : answer.body
    etag = answer.headers.get('etag') ?? ''
    const isAll = etag !== ready.get('etag') || hasLength(have, ready.get('content-length'))
    if (answer.isWhole && isAll) return have
    if (answer.isWhole) have = Buffer.alloc(0) // a file that claims to be whole and is not
  }
  throw new GivenUp('No download brought the whole file.')
}

/** What comes compressed has no length that could be known before. */
function hasLength(file: Buffer, length: string | null): boolean {
  return length === null || file.length === Number(length)
}

function rowsOf(file: Buffer, dataset: DatasetSlug): readonly object[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file)
    const rows = parse(text, {
      columns: (header: string[]) => header.map((name) => name.replace(/\*$/, '')),
    }) as object[]
    const missing = columnNames(dataset).filter((name) => rows[0] !== undefined && !Object.hasOwn(rows[0], name))
    if (missing.length === 0) return rows
    throw new GivenUp(`The file lacks ${missing.join(', ')}.`)
  } catch (error) {
    throw error instanceof GivenUp ? error : new GivenUp(`The file cannot be read: ${String(error)}`)
  }
}

class Client {
  readonly baseUrl: string
  private readonly sandbox: Sandbox

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox
    this.baseUrl = sandbox.baseUrl
  }

  get now(): number {
    return this.sandbox.clock.now().getTime()
  }

  async wait(ms: number): Promise<void> {
    await this.sandbox.clock.advance(ms)
  }

  /** Sends a request, again and again after longer and longer waits while the service is in trouble. */
  async patiently(url: string, request: RequestInit, pause = 1000): Promise<Answer> {
    let wait = pause
    for (let tries = 1; ; tries++) {
      const answer = await this.send(url, request)
      const isTrouble = answer === 'reset' || answer.status === 429 || answer.status >= 500
      if (!isTrouble) return answer
      if (tries === mostTries) throw new GivenUp(`The service was in trouble ${tries} times.`)
      const told = answer === 'reset' ? null : answer.headers.get('retry-after')
      await this.wait(told === null ? wait : Number(told) * 1000)
      wait *= 2
    }
  }

  private async send(url: string, request: RequestInit): Promise<Answer | 'reset'> {
    const answered = fetch(url, request).catch(() => 'reset' as const)
    const response = await this.inItsTime(answered)
    if (response === 'reset') return response
    const { status, headers } = response
    const { body, isWhole } = await this.inItsTime(read(response))
    return { status, headers, body, isWhole }
  }

  /** Lets time pass while the mock waits for it. */
  private async inItsTime<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    while (!isDone) {
      if (this.sandbox.clock.describe().waiting > 0) await this.sandbox.clock.advance(1000)
      await setImmediate()
    }
    return done
  }
}

/** As much of a body as comes. */
async function read(response: Response): Promise<{ readonly body: Buffer; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  const reader = response.body?.getReader()
  let isSilent = false
  while (reader !== undefined) {
    const silence = setTimeout(() => {
      isSilent = true
      void reader.cancel()
    }, silenceMs)
    try {
      const { done, value } = await reader.read()
      if (done) break
      chunks.push(value)
    } catch {
      return { body: Buffer.concat(chunks), isWhole: false }
    } finally {
      clearTimeout(silence)
    }
  }
  return { body: Buffer.concat(chunks), isWhole: !isSilent }
}
