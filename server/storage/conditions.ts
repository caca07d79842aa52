/** What conditional requests are held against (RFC 9110, section 8.8). */
export interface Validators {
  /** Strong, with its quotes. */
  readonly etag: string
  /** Whole seconds since 1970: HTTP dates have no fractions. */
  readonly lastModified: number
}

export interface ConditionalHeaders {
  readonly 'if-match'?: string | undefined
  readonly 'if-none-match'?: string | undefined
  readonly 'if-modified-since'?: string | undefined
  readonly 'if-unmodified-since'?: string | undefined
  readonly 'if-range'?: string | undefined
}

/** Preconditions in the order that RFC 9110, section 13.2.2, lays down. `If-Range` is no precondition: see below. */
export function evaluatePreconditions(headers: ConditionalHeaders, validators: Validators): 'proceed' | 304 | 412 {
  const ifMatch = headers['if-match']
  const ifUnmodifiedSince = parseHttpDate(headers['if-unmodified-since'])
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, validators.etag, 'strong')) return 412
  } else if (ifUnmodifiedSince !== undefined && validators.lastModified > ifUnmodifiedSince) return 412

  const ifNoneMatch = headers['if-none-match']
  const ifModifiedSince = parseHttpDate(headers['if-modified-since'])
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, validators.etag, 'weak')) return 304
  } else if (ifModifiedSince !== undefined && validators.lastModified <= ifModifiedSince) return 304
  return 'proceed'
}

/** Whether a `Range` is still about these bytes (RFC 9110, section 13.1.5): if not, the whole object is sent. */
export function rangeApplies({ 'if-range': ifRange }: ConditionalHeaders, validators: Validators): boolean {
  if (ifRange === undefined) return true
  if (ifRange.startsWith('"')) return ifRange.trim() === validators.etag
  return parseHttpDate(ifRange) === validators.lastModified
}

function matches(list: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (list.trim() === '*') return true
  return list.split(',').some((entry) => {
    const tag = entry.trim()
    return tag === etag || (comparison === 'weak' && tag === `W/${etag}`)
  })
}

/** @returns whole seconds since 1970; what is no HTTP date counts as none (RFC 9110, section 13.1.3) */
function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !httpDate.test(text)) return undefined
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000)
}

/**
 * The three forms of RFC 9110, section 5.6.7, all of them in UTC. `Date.parse` by itself takes far more for a date (such
 * as `12`), and the last form for local time.
 */
const httpDate =
  /^(?:\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT|\w{6,9}, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/
