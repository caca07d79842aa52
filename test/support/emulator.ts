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

/** A mock in memory, as its clients see it. */
export class Emulator {
  /** The machine's. */
  readonly clock: ManualClock
  readonly app: FastifyInstance
  /** What the base URL's path is: nothing, or a sandbox's. */
  private readonly prefix: string

  constructor(app: FastifyInstance, clock: ManualClock, prefix = '') {
    this.app = app
    this.clock = clock
    this.prefix = prefix
  }

  /** The same mock, called by the base URL of a sandbox. */
  in(sandbox: string): Emulator {
    return new Emulator(this.app, this.clock, `/~${sandbox}`)
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
    const isMadeUp = response.headers['x-mock-fault'] !== undefined // a scenario may answer anything
    const documented = (isMadeUp ? undefined : documentedStatuses(method, target.pathname)) ?? [response.statusCode]
    expect(documented, `${method} ${target.pathname}`).toContain(response.statusCode)
    return response
  }

  post(dataset: string, body?: unknown, headers: Headers = {}): Promise<LightMyRequestResponse> {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    return this.send({
      method: 'POST',
      url: this.prefix + pathOfDataset(dataset),
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

/** A mock whose machine's clock the test moves, and whose ids count from 1. It closes with the test. */
export function emulator(options: AppOptions = {}): Emulator {
  const clock = new ManualClock()
  const app = buildApp({ machineClock: clock, nextId: countingIds(), ...options })
  onTestFinished(() => app.close())
  return new Emulator(app, clock)
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
