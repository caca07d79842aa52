/**
 * HTTP Archive 1.2, as far as it is written here. Fields that begin with an underscore are our own.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export interface Har {
  readonly log: {
    readonly version: '1.2'
    readonly creator: { readonly name: string; readonly version: string }
    readonly pages: readonly never[]
    readonly entries: readonly HarEntry[]
  }
}

export interface HarEntry {
  /** ISO 8601 */
  readonly startedDateTime: string
  /** Milliseconds; the sum of the timings. */
  readonly time: number
  readonly request: HarRequest
  readonly response: HarResponse
  readonly cache: Readonly<Record<string, never>>
  /** Milliseconds. */
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number }
  readonly comment?: string
  readonly _id: number
  readonly _sandbox: string
  readonly _phase: string
  readonly _export: string | null
  readonly _gapMs: number | null
  readonly _fault: string | null
  readonly _problem: string | null
}

interface HarMessage {
  readonly httpVersion: string
  readonly cookies: readonly never[]
  readonly headers: readonly HarPair[]
  /** Bytes; -1 where it is not known. */
  readonly headersSize: number
  /** Bytes. */
  readonly bodySize: number
}

export interface HarRequest extends HarMessage {
  readonly method: string
  /** Absolute. */
  readonly url: string
  readonly queryString: readonly HarPair[]
  readonly postData?: HarPostData
}

export interface HarResponse extends HarMessage {
  /** 0 where there was none, or not all of it. */
  readonly status: number
  readonly statusText: string
  readonly content: HarContent
  /** Empty where there is none. */
  readonly redirectURL: string
  readonly _error?: string
}

export interface HarPair {
  readonly name: string
  readonly value: string
}

export interface HarPostData {
  readonly mimeType: string
  readonly text: string
  readonly params: readonly never[]
  readonly comment?: string
}

export interface HarContent {
  /** Bytes. */
  readonly size: number
  readonly mimeType: string
  readonly text?: string
  readonly comment?: string
}
