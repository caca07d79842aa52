import { type IncomingMessage, request as overTcp } from 'node:http'
import { request as overTls } from 'node:https'
import type { Field } from '../../client/exchange.ts'
import type { Tokens } from '../tokens.ts'
import type { Head, OpenAnswer } from './answer.ts'
import { type Failure, failed, failureOf } from './failure.ts'
import { type HeadAnswer, sendHead } from './head.ts'
import { mostHeadBytes, userAgent } from './limits.ts'
import { type Target, targetOf } from './target.ts'

export interface WireOptions {
  readonly tokens: Tokens
  /** For how long a server may be silent. */
  readonly timeoutMs: number
  /** When all is over, for whatever reason. */
  readonly signal: AbortSignal
}

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Sends requests, and shows what came as it came: no redirect is followed, nothing is decoded, no cookie kept. Each has
 * a connection of its own, since one that is kept may be closed by the other side just when it is used again, and that
 * would look like a failure of the service.
 */
export class Wire {
  private readonly options: WireOptions

  constructor(options: WireOptions) {
    this.options = options
  }

  /** @param url absolute, http or https */
  async send({ method, url, headers = {}, body }: Asked): Promise<OpenAnswer | Failure> {
    const { target, host } = this.to(url)
    const { timeoutMs, signal } = this.options
    if (signal.aborted) return failed('out-of-time', host)
    // The errors of a connection that was ended here say nothing of why.
    let isSilent = false
    const reason = (error: unknown) => {
      if (signal.aborted) return failed('out-of-time', host)
      return isSilent ? failed('silent', host) : failureOf(error, host)
    }
    return new Promise((resolve) => {
      const request = (target.isSecure ? overTls : overTcp)({
        agent: false,
        host: target.hostname,
        port: target.port,
        path: target.path,
        method,
        headers: {
          host: target.host,
          'user-agent': userAgent,
          accept: '*/*',
          ...headers,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
        maxHeaderSize: mostHeadBytes,
        timeout: timeoutMs,
        signal,
      })
      request.on('timeout', () => {
        isSilent = true
        request.destroy()
      })
      request.on('error', (error) => resolve(reason(error)))
      request.on('response', (response) => resolve(opened(response, reason)))
      request.end(body)
    })
  }

  /** HEAD, and how many bytes of a body came after all. @param url absolute, http or https */
  async head(url: string): Promise<HeadAnswer | Failure> {
    const { target, host } = this.to(url)
    const { timeoutMs, signal } = this.options
    if (signal.aborted) return failed('out-of-time', host)
    return sendHead(target, { host, timeoutMs, signal })
  }

  private to(url: string): { target: Target; host: string } {
    const target = targetOf(url)
    if (target === undefined) throw new TypeError('Only absolute URLs of http and https can be asked.')
    return { target, host: this.options.tokens.of('host', target.host) }
  }
}

function opened(response: IncomingMessage, reason: (error: unknown) => Failure): OpenAnswer {
  const answer = {
    ...headOf(response),
    cut: null as Failure | null,
    body: body(),
    leave: () => void response.destroy(),
  }
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield* response
    } catch (error) {
      answer.cut = reason(error)
    } finally {
      response.destroy()
    }
  }
  // A body that nobody reads any more may still fail.
  response.on('error', () => undefined)
  return answer
}

function headOf({ statusCode = 0, rawHeaders }: IncomingMessage): Head {
  const fields: Field[] = []
  for (let i = 0; i < rawHeaders.length; i += 2) fields.push([rawHeaders[i]!, rawHeaders[i + 1]!])
  return { status: statusCode, fields }
}
