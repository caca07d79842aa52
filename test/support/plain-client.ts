import type { DatasetSlug } from '../../contracts/index.ts'
import { type DownloadUrls, pathOfDataset, sampleBodies } from './emulator.ts'

// What a client does that knows nothing but the documentation, over the network.

/** POSTs for the two URLs of a new export. */
export function call(baseUrl: string, dataset: DatasetSlug = 'requests', signal?: AbortSignal): Promise<Response> {
  const body = sampleBodies[dataset]
  return fetch(baseUrl + pathOfDataset(dataset), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
}

export async function urlsFrom(baseUrl: string, dataset?: DatasetSlug): Promise<DownloadUrls> {
  const response = await call(baseUrl, dataset)
  if (response.status !== 200) throw new Error(`The call got ${response.status}.`)
  return (await response.json()) as DownloadUrls
}

/** The status of one poll, or `reset` where the connection was. */
export async function poll(pollingUrl: string): Promise<number | 'reset'> {
  try {
    return (await fetch(pollingUrl, { method: 'HEAD' })).status
  } catch (error) {
    return wasReset(error)
  }
}

/** The outcomes of so many polls, one after the other. */
export async function polls(pollingUrl: string, times: number): Promise<(number | 'reset')[]> {
  const outcomes: (number | 'reset')[] = []
  for (let i = 0; i < times; i++) outcomes.push(await poll(pollingUrl))
  return outcomes
}

/** Polls until the file is ready: the poll's answer. */
export async function untilReady(pollingUrl: string): Promise<Response> {
  for (;;) {
    const response = await fetch(pollingUrl, { method: 'HEAD' })
    if (response.status !== 404) return response
  }
}

export interface Downloaded {
  readonly status: number
  readonly headers: Headers
  /** What arrived. */
  readonly body: Buffer
  /** Whether the body ended as its head had promised. */
  readonly isWhole: boolean
}

/** Downloads as far as it comes. */
export async function download(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Downloaded> {
  const response = await fetch(url, { headers })
  const chunks: Uint8Array[] = []
  let isWhole = true
  try {
    for await (const chunk of response.body!) chunks.push(chunk)
  } catch {
    isWhole = false
  }
  return { status: response.status, headers: response.headers, body: Buffer.concat(chunks), isWhole }
}

/** The whole of it: call, polls, download. */
export async function fetchCsv(baseUrl: string, dataset?: DatasetSlug): Promise<Downloaded & { length: number }> {
  const { pollingUrl, url } = await urlsFrom(baseUrl, dataset)
  const ready = await untilReady(pollingUrl)
  return { ...(await download(url)), length: Number(ready.headers.get('content-length')) }
}

function wasReset(error: unknown): 'reset' {
  const { code } = (error as { cause?: { code?: string } }).cause ?? {}
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'reset'
  throw error
}
