import { type DatasetSlug, datasetSlugs, datasets, downloadPath } from '../datasets/index.ts'
import type { Result } from '../report/report.ts'
import type { ClientEvidence, ExportEvidence } from './evidence.ts'
import type { Exchange, Field } from './exchange.ts'
import type { ClientOptions } from './options.ts'

// The vocabulary of the rules' cases: it is imported by those and by tests alone.

export interface Told extends Partial<Omit<Exchange, 'requestHeaders' | 'responseHeaders'>> {
  readonly headers?: Readonly<Record<string, string>>
  readonly answerHeaders?: Readonly<Record<string, string | number>>
  readonly body?: string | null
}

const begin = Date.UTC(2026, 0, 1)
const size = 100_000
const etag = '"e1"'

/**
 * What a client does, told step by step. Each step is an exchange that takes 1 ms, of the export whose call was the last
 * one; `of` goes back to another one. Time passes by `wait` alone, so what is not said does not happen.
 */
export class Story {
  private readonly exchanges: Exchange[] = []
  private readonly exports: ExportEvidence[] = []
  private at = begin
  private current: string | null = null
  private more: Partial<ClientEvidence> = {}

  /** POSTs for an export of the first dataset, or of another one. */
  post(told: Told & { readonly dataset?: DatasetSlug } = {}): this {
    const { dataset = datasetSlugs[0]!, ...rest } = told
    const status = told.status === undefined ? 200 : told.status
    const id = status === 200 ? `export-${this.exports.length + 1}` : null
    if (id !== null) {
      const issuedAt = new Date(this.at).toISOString()
      const expiresAt = new Date(this.at + 900_000).toISOString()
      this.exports.push({ id, dataset, state: 'ready', issuedAt, readyAt: issuedAt, expiresAt, size, damage: null })
    }
    this.current = id
    const issued = `http://127.0.0.1:4610${objectPath(id ?? '')}`
    const sample = Object.fromEntries(datasets[dataset].download.body.map(({ name, example }) => [name, example]))
    return this.add({
      phase: 'call',
      method: 'POST',
      path: `/~s1${downloadPath(dataset)}`,
      headers: { 'content-type': 'application/json' },
      body: Object.keys(sample).length === 0 ? null : JSON.stringify(sample),
      status,
      ...(status === 200 && {
        responseBody: bodyOf(JSON.stringify({ pollingUrl: issued, url: issued })),
        answerHeaders: { 'content-type': 'application/json' },
      }),
      ...rest,
    })
  }

  poll(status: number | null, told: Told = {}): this {
    const answerHeaders = status === 200 ? { 'content-length': size, etag } : {}
    return this.add({ phase: 'poll', method: 'HEAD', ...this.object(), status, answerHeaders, ...told })
  }

  /** So many polls with the same answer, each after the same wait. */
  polls(count: number, status: number | null, waitMs: number, told: Told = {}): this {
    for (let i = 0; i < count; i++) this.poll(status, told).wait(waitMs)
    return this
  }

  /** GETs the file: all of it, unless told otherwise. */
  get(told: Told = {}): this {
    const status = told.status === undefined ? 200 : told.status
    const bytesSent = status === 200 ? size : 0
    const answerHeaders = status === 200 ? { 'content-length': size, etag, 'content-type': 'text/csv' } : {}
    return this.add({ phase: 'download', method: 'GET', ...this.object(), status, bytesSent, answerHeaders, ...told })
  }

  /** GETs a part of it. @param to behind the last byte */
  part(from: number, to: number, { headers = {}, answerHeaders = {}, ...told }: Told = {}): this {
    return this.get({
      status: 206,
      bytesSent: to - from,
      headers: { range: `bytes=${from}-${to === size ? '' : to - 1}`, ...headers },
      answerHeaders: {
        'content-length': to - from,
        'content-range': `bytes ${from}-${to - 1}/${size}`,
        etag,
        ...answerHeaders,
      },
      ...told,
    })
  }

  /** Anything else. */
  other(told: Told): this {
    return this.add({ phase: 'other', ...told })
  }

  wait(ms: number): this {
    this.at += ms
    return this
  }

  /** Goes on with an export: the first is 1. */
  of(number: number): this {
    this.current = `export-${number}`
    return this
  }

  /** What the files break of the contract, all of them. */
  damaged(damage: string): this {
    return this.know({ exports: this.exports.map((each) => ({ ...each, damage })) })
  }

  /** What is known besides the exchanges. */
  know(more: Partial<ClientEvidence>): this {
    this.more = { ...this.more, ...more }
    return this
  }

  /** Forgets the first exchanges, as a journal does. */
  forget(count: number): this {
    this.exchanges.splice(0, count)
    return this.know({ dropped: count })
  }

  /** An hour later. */
  evidence(): ClientEvidence {
    return {
      sandbox: 's1',
      scenario: null,
      exchanges: [...this.exchanges],
      exports: [...this.exports],
      dropped: 0,
      now: new Date(this.at + 3_600_000).toISOString(),
      ...this.more,
    }
  }

  private object(): Pick<Exchange, 'export' | 'path'> {
    return { export: this.current, path: objectPath(this.current ?? '') }
  }

  private add({ headers = {}, answerHeaders = {}, body = null, ...told }: Told): this {
    const last = this.exchanges.at(-1)?.id ?? 0
    const exchange: Exchange = {
      id: last + 1,
      sandbox: 's1',
      export: this.current,
      phase: 'other',
      time: new Date(this.at).toISOString(),
      method: 'GET',
      path: '/',
      requestHeaders: fields({ host: '127.0.0.1:4610', ...headers }),
      requestBody: body === null ? null : bodyOf(body),
      status: 200,
      responseHeaders: fields(answerHeaders),
      responseBody: null,
      bytesSent: 0,
      durationMs: 1,
      gapMs: null,
      fault: null,
      problem: null,
      note: null,
      brokenOff: false,
      ...told,
    }
    this.exchanges.push(exchange)
    this.at += exchange.durationMs
    return this
  }
}

export function story(): Story {
  return new Story()
}

/** A client that does everything right. */
export function goodClient(): Story {
  return story().post().wait(1000).poll(404).wait(1000).poll(200).get()
}

/** A story, and what a rule has to say of it. */
export interface ClientCase {
  /** Completes "a client that …". */
  readonly name: string
  readonly story: Story
  readonly options?: ClientOptions
  readonly result: Result
  /** Of a failed one: the exchanges that each finding shows. */
  readonly shows?: readonly (readonly number[])[]
}

function objectPath(id: string): string {
  return `/~s1/storage/${id}/file.csv?X-Amz-Date=20260101T000000Z&X-Amz-Signature=***`
}

function bodyOf(text: string) {
  return { text, bytes: text.length, truncated: false }
}

function fields(headers: Readonly<Record<string, string | number>>): Field[] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)])
}
