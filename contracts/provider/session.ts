import type { Dataset } from '../dataset.ts'
import { downloadApi } from '../download-api.ts'
import type { OpenAnswer } from './http/answer.ts'
import { type Failure, failed } from './http/failure.ts'
import { type Asked, Wire } from './http/wire.ts'
import { type Answered, type Came, isSuccess } from './observations.ts'
import type { CheckedOptions, CsvJudge, ProviderClock } from './options.ts'
import { bodySeen } from './safe/body.ts'
import { safeFields } from './safe/fields.ts'
import { asksForPatience, fieldIn, seconds } from './seen.ts'
import { Tokens, withBaseHost } from './tokens.ts'

/** Answers other than files are read so far. */
const mostBodyBytes = 64 * 1024

/** What a service says to wait is believed up to here. */
export const longestWaitMs = 60_000
/** So often one POST is sent again. */
const mostPatience = 2
/** For how long where the service does not say. */
const patienceMs = 1000

export interface SessionOptions extends CheckedOptions {
  readonly clock: ProviderClock
  readonly checkCsv: CsvJudge | undefined
  readonly onStep: (sentence: string) => void
  /** When it is to end, for whatever reason. */
  readonly signal: AbortSignal
}

/** An answer that was read, as it came; only `seen` may be shown. */
export interface ReadAnswer {
  readonly seen: Answered
  readonly body: Buffer
}

/** What came of a POST in the end, and the answers before it that asked for patience. */
export interface Posted {
  readonly answer: ReadAnswer | Failure
  readonly postponed: readonly Answered[]
}

/** One run of the verifier: what it was told, what it speaks through, and which tokens it has given. */
export class Session {
  readonly options: SessionOptions
  readonly tokens = new Tokens()
  private readonly wire: Wire
  private readonly startedAt: number

  constructor(options: SessionOptions) {
    this.options = options
    this.startedAt = options.clock.now()
    // The first token is that of the base URL.
    this.tokens.of('host', new URL(options.baseUrl).host)
    this.wire = new Wire({
      tokens: this.tokens,
      timeoutMs: options.limits.requestTimeoutMs,
      signal: options.signal,
    })
  }

  /** POSTs for an export, and once more after each answer that asks for patience. @param body as it is sent */
  async post(
    dataset: Dataset,
    body: string | undefined,
    { withKey = true, mediaType = 'application/json' } = {},
  ): Promise<Posted> {
    const { apiKey, baseUrl } = this.options
    const { keyId, keySecret } = downloadApi.headers
    const asked: Asked = {
      method: 'POST',
      url: `${baseUrl}${downloadApi.basePath}/${dataset.download.path}`,
      headers: {
        'content-type': mediaType,
        ...(withKey && apiKey !== undefined && { [keyId.name]: apiKey.id, [keySecret.name]: apiKey.secret }),
      },
      body: body ?? '',
    }
    const postponed: Answered[] = []
    for (;;) {
      const answer = await this.read(asked)
      if ('failure' in answer || !asksForPatience(answer.seen) || postponed.length === mostPatience) {
        return { answer, postponed }
      }
      const { seen } = answer
      postponed.push(seen)
      const ms = Math.min(retryAfterMs(seen) ?? patienceMs, longestWaitMs)
      this.step(dataset, `POST answered ${seen.status}, sent again after ${seconds(ms)}.`)
      await this.wait(ms)
    }
  }

  /** Sends a request and reads the answer, as far as an answer other than a file goes. */
  async read(asked: Asked): Promise<ReadAnswer | Failure> {
    const answer = await this.open(asked)
    if ('failure' in answer) return answer
    return this.finish(answer)
  }

  /** Reads the rest of an answer. */
  async finish(answer: OpenAnswer): Promise<ReadAnswer> {
    const { body, cut } = await someOf(answer)
    return { seen: this.answered(answer, bodySeen(body, cut, this.tokens)), body }
  }

  /** Sends a request to see what comes: a refusal is read, a file is not. */
  async look(asked: Asked): Promise<Came> {
    const answer = await this.open(asked)
    if ('failure' in answer) return answer
    if (!isSuccess(answer.status)) return (await this.finish(answer)).seen
    answer.leave()
    return this.answered(answer, null)
  }

  /** Sends a request whose answer the caller reads. */
  async open(asked: Asked): Promise<OpenAnswer | Failure> {
    return this.isOutOfTime() ? this.outOfTime() : this.wire.send(asked)
  }

  async head(url: string): Promise<{ readonly came: Came; readonly bodyBytes: number; readonly retryAfterMs: number }> {
    const answer = this.isOutOfTime() ? this.outOfTime() : await this.wire.head(url)
    if ('failure' in answer) return { came: answer, bodyBytes: 0, retryAfterMs: 0 }
    const came = this.answered(answer, null)
    return { came, bodyBytes: answer.bodyBytes, retryAfterMs: retryAfterMs(came) ?? 0 }
  }

  answered({ status, fields }: Pick<OpenAnswer, 'status' | 'fields'>, body: Answered['body']): Answered {
    return { status, fields: safeFields(fields, this.tokens), body }
  }

  /** Waits between two requests. It comes to no more than the time that is left. */
  async wait(ms: number): Promise<void> {
    const { clock, limits, signal } = this.options
    const left = limits.totalMs - this.elapsedMs()
    if (left > 0 && !signal.aborted) await clock.wait(Math.min(ms, left), signal).catch(() => undefined)
  }

  step({ slug }: Dataset, sentence: string): void {
    this.options.onStep(`${slug}: ${withBaseHost(sentence, this.options.baseUrl)}`)
  }

  elapsedMs(): number {
    return this.options.clock.now() - this.startedAt
  }

  private isOutOfTime(): boolean {
    return this.elapsedMs() >= this.options.limits.totalMs
  }

  private outOfTime(): Failure {
    return failed('out-of-time', '')
  }
}

/** In seconds; a date would have to be read by the clock of the service. */
function retryAfterMs(answer: Answered): number | undefined {
  const value = fieldIn(answer, 'retry-after') ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined
}

async function someOf(answer: OpenAnswer): Promise<{ body: Buffer; cut: string | null }> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > mostBodyBytes) break
  }
  const cut = bytes > mostBodyBytes ? `Only its first ${mostBodyBytes} bytes were read.` : null
  return { body: Buffer.concat(chunks).subarray(0, mostBodyBytes), cut: cut ?? answer.cut?.sentence ?? null }
}
