import type { Field } from '../client/exchange.ts'
import type { DatasetSlug } from '../datasets/index.ts'
import type { ContainmentSeen } from './file/containment.ts'
import type { FileSeen } from './file/read-file.ts'
import type { Failure } from './http/failure.ts'
import type { BodySeen } from './safe/body.ts'
import type { UrlSeen } from './safe/url.ts'

/**
 * What the verifier asked of one dataset, and what came. It is JSON-able, and it is safe to share from the start: keys,
 * signatures, hosts, cells and whatever else might tell something of somebody are left out, or are tokens. The rules
 * see nothing else.
 */
export interface Observations {
  readonly dataset: DatasetSlug
  /** Whether the POSTs carried an API key. */
  readonly withKey: boolean
  /** Whether the dataset has a parameter without which there is less. */
  readonly isNarrowable: boolean
  /** The first one, then the others as far as it came to them. */
  readonly exports: readonly [ExportSeen, ...ExportSeen[]]
  /** Whether the file of a second export had the same bytes; `null` where there is none. */
  readonly secondIsSame: boolean | null
  /** `null` where there is nothing to narrow, or not every file could be read. */
  readonly containment: ContainmentSeen | 'too-many' | null
  /** Requests besides, as far as they were made. */
  readonly probes: Readonly<Partial<Record<Probe, Came>>>
  readonly range: RangeSeen | null
}

/** What else is asked, to see what comes: none of it is documented. */
export type Probe = 'no-key' | 'missing-field' | 'wrong-type' | 'not-json' | 'head-on-url' | 'get-on-polling-url'

/** `narrower`: with all that can be left out left out. `again`: as the first. */
export type Purpose = 'first' | 'narrower' | 'again'

export const exportNames: Readonly<Record<Purpose, string>> = {
  first: 'first export',
  narrower: 'narrower export',
  again: 'second export',
}

export interface ExportSeen {
  readonly purpose: Purpose
  /** The answers to the POST before the one that counts: 429 or 503, each waited for. */
  readonly postponed: readonly Answered[]
  readonly call: Came
  /** Of a successful answer that is a JSON object. */
  readonly urls: { readonly pollingUrl: UrlSeen; readonly url: UrlSeen } | null
  readonly polls: readonly Poll[]
  readonly end: PollingEnd | null
  /** GET `url` right after the first poll that got 404; of the second export alone, so that the first is as documented. */
  readonly early: Came | null
  /** GET `url` after so many polls that got 404 that no more were sent. */
  readonly unannounced: Came | null
  /** GET `url` once a poll had got 200, or another status of success. */
  readonly download: Came | null
  readonly file: FileSeen | null
}

export type PollingEnd = 'ready' | 'too-many-polls' | 'wrong-answers' | 'failure'

export interface Poll {
  /** Since the POST was answered, to a tenth of a second. */
  readonly afterMs: number
  readonly came: Came
  /** Bytes after the head, where none may come. */
  readonly bodyBytes: number
}

export interface RangeSeen {
  /** As `Content-Range` should have it. */
  readonly asked: string
  readonly came: Came
  /** Whether the body is what these bytes of the file were; `null` where it did not come to that, or not to its end. */
  readonly isSame: boolean | null
}

/** What came of one request. */
export type Came = Answered | Failure

export interface Answered {
  readonly status: number
  readonly fields: readonly Field[]
  /** `null` where it was not read, or is told of elsewhere. */
  readonly body: BodySeen | null
}

export function isAnswered(came: Came | null | undefined): came is Answered {
  return came !== null && came !== undefined && 'status' in came
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}
