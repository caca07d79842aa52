import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { expect, onTestFinished } from 'vitest'
import type { DatasetSlug } from '../../contracts/index.ts'
import { type AppOptions, buildApp } from '../../server/index.ts'
import { documentedStatuses } from './documented-statuses.ts'
import { ManualClock } from './manual-clock.ts'

export interface DownloadUrls {
  readonly pollingUrl: string
  readonly url: string
}

export type Headers = Readonly<Record<string, string>>
export type Method = NonNullable<InjectOptions['method']>

export interface Sent {
  /** Absolute, or a path on the emulator's own host. */
  readonly url: string
  readonly method?: Method
  readonly headers?: Headers
  readonly body?: string
}

export const host = '127.0.0.1:4610'

/** What the documentation's samples send; a dataset without parameters has none. */
export const sampleBodies: Readonly<Record<DatasetSlug, object | undefined>> = {
  requests: { includeCompleted: true },
  rbac2: undefined,
}

export function pathOfDataset(dataset: string): string {
  return `/api/rest/v0/${dataset}/download-url`
}

/** The mock in memory, with a clock that the test moves and ids that count from 1. It closes with the test. */
export class Emulator {
  readonly clock: ManualClock
  readonly app: FastifyInstance

  constructor(options: AppOptions = {}) {
    this.clock = new ManualClock()
    this.app = buildApp({ clock: this.clock, nextId: countingIds(), ...options })
    onTestFinished(() => this.app.close())
  }

  /** Sends a request. Whatever the answer, its status must be one that openapi.yaml documents. */
  async send({ url, method = 'GET', headers = {}, body }: Sent): Promise<LightMyRequestResponse> {
    const target = new URL(url, `http://${host}`)
    const response = await this.app.inject({
      method,
      url: target.pathname + target.search,
      headers: { host: target.host, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    const documented = documentedStatuses(method, target.pathname) ?? [response.statusCode]
    expect(documented, `${method} ${target.pathname}`).toContain(response.statusCode)
    return response
  }

  post(dataset: string, body?: unknown, headers: Headers = {}): Promise<LightMyRequestResponse> {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    return this.send({
      method: 'POST',
      url: pathOfDataset(dataset),
      headers: { 'content-type': 'application/json', ...headers },
      ...sent,
    })
  }

  /** POSTs for the two URLs of a new export. */
  async requestDownload(dataset: DatasetSlug, body: unknown = sampleBodies[dataset]): Promise<DownloadUrls> {
    const response = await this.post(dataset, body)
    expect(response.statusCode, response.body).toBe(200)
    return response.json<DownloadUrls>()
  }

  head(url: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send({ method: 'HEAD', url, headers })
  }

  /** The status of one poll. */
  async poll(pollingUrl: string): Promise<number> {
    return (await this.head(pollingUrl)).statusCode
  }

  /** The statuses of so many polls, one after the other. */
  async polls(pollingUrl: string, times: number): Promise<number[]> {
    const statuses: number[] = []
    for (let i = 0; i < times; i++) statuses.push(await this.poll(pollingUrl))
    return statuses
  }

  download(url: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send({ url, headers })
  }

  /** The bytes of a new export that is ready at once. */
  async fileOf(dataset: DatasetSlug, body?: unknown): Promise<Buffer> {
    const { pollingUrl, url } = await this.requestDownload(dataset, body)
    expect(await this.poll(pollingUrl)).toBe(200)
    const response = await this.download(url)
    expect(response.statusCode).toBe(200)
    return response.rawPayload
  }

  async health(): Promise<{ readonly exports: number; readonly downloads: number }> {
    return (await this.send({ url: '/__mock/health' })).json()
  }
}

export function emulator(options?: AppOptions): Emulator {
  return new Emulator(options)
}

/** An emulator with one export that is ready. */
export async function readyExport(options: AppOptions = {}, dataset: DatasetSlug = 'requests') {
  const balkanid = emulator({ notReadyPolls: 0, ...options })
  const urls = await balkanid.requestDownload(dataset)
  return { balkanid, ...urls }
}

/** 00000000000000000000000001, …2, …: ULIDs by their form. */
export function countingIds(): () => string {
  let count = 0
  return () => String(++count).padStart(26, '0')
}
