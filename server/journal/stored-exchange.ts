import type { Body, Exchange, Field } from '../../contracts/client/exchange.ts'
import type { ExchangeRecord } from './exchange-record.ts'
import type { Summary } from './filter.ts'
import type { KnownTexts } from './known-texts.ts'
import { maskBeginning, maskHeaders, maskText } from './masking.ts'

/**
 * An exchange as the journal keeps it: masked, and without what can be worked out when somebody looks. It is the record
 * itself, sealed: to make another of it for each request costs more than all the rest.
 */
export interface StoredExchange extends Omit<ExchangeRecord, 'requestBody' | 'responseBody'> {
  readonly id: number
  readonly requestBody: Body | undefined
  /** Masked; a text where all of the body is kept. */
  readonly responseBody: string | Body | undefined
  /** Among all exchanges of the server; the journal takes it. */
  place: number
  /** The exchange of the same sandbox that was over after it. */
  next: StoredExchange | undefined
}

export interface StoringOptions {
  readonly id: number
  readonly known: KnownTexts
  /** How much of a body is kept: characters of a request's, bytes of an answer's. */
  readonly bodyLength: number
}

/** Turns a record that is over into what is kept of it. Nobody else may hold it from then on. */
export function store(record: ExchangeRecord, { id, known, bodyLength }: StoringOptions): StoredExchange {
  const sealed = record as { -readonly [M in keyof ExchangeRecord]: ExchangeRecord[M] | Body }
  sealed.requestBody = requestBody(record, bodyLength, known)
  sealed.responseBody = responseBody(record, bodyLength)
  if (!record.isUrlMasked) sealed.url = maskText(record.url)
  sealed.requestHeaders = known.fields(record.requestHeaders)
  if (record.note !== undefined) sealed.note = known.masked(record.note)
  if (record.responseHeaders !== undefined) sealed.responseHeaders = maskHeaders(record.responseHeaders, known)
  sealed.shownBody = undefined
  record.id = id
  return record as unknown as StoredExchange
}

/** What a filter looks at. */
export function summaryOf({ id, phase, exportId, method, status, fault, problem }: StoredExchange): Summary {
  return {
    id,
    phase,
    export: exportId ?? null,
    method,
    status: status ?? null,
    fault: fault ?? null,
    problem: problem ?? null,
  }
}

type ExchangeOutline = Omit<Exchange, 'requestHeaders' | 'requestBody' | 'responseHeaders' | 'responseBody'>

/** An exchange without its headers and bodies, but with how long the answer said that its body was. */
export type ExchangeMark = ExchangeOutline & { readonly contentLength: number | null }

export function markOf(stored: StoredExchange, sandbox: string): ExchangeMark {
  const length = stored.responseHeaders?.['content-length']
  return { ...outlineOf(stored, sandbox), contentLength: length === undefined ? null : Number(length) }
}

function outlineOf(stored: StoredExchange, sandbox: string): ExchangeOutline {
  return {
    ...summaryOf(stored),
    sandbox,
    time: new Date(stored.time).toISOString(),
    path: stored.url,
    bytesSent: stored.bytesSent,
    durationMs: Math.max(0, stored.endedAt - stored.time), // a manual clock may have been set back
    gapMs: stored.gapMs ?? null,
    note: stored.note ?? null,
    brokenOff: stored.brokenOff ?? false,
  }
}

/** A copy that shares nothing with what is stored. */
export function show(stored: StoredExchange, sandbox: string): Exchange {
  return {
    ...outlineOf(stored, sandbox),
    requestHeaders: pairs(stored.requestHeaders),
    requestBody: stored.requestBody === undefined ? null : { ...stored.requestBody },
    responseHeaders: Object.entries(stored.responseHeaders ?? {}).map(([name, value]) => [name, String(value)]),
    responseBody: shownBody(stored),
  }
}

function shownBody({ responseBody: body, bytesSent }: StoredExchange): Body | null {
  if (body === undefined) return null
  return typeof body === 'string' ? { text: body, bytes: bytesSent, truncated: false } : { ...body }
}

function requestBody({ requestBody: text }: ExchangeRecord, bodyLength: number, known: KnownTexts): Body | undefined {
  if (text === undefined) return undefined
  return known.body(text, () => keptBody(text, bodyLength))
}

function keptBody(text: string, bodyLength: number): Body {
  const bytes = Buffer.byteLength(text)
  if (text.length > bodyLength) {
    // Through a buffer, since a slice of a string keeps the whole of it alive.
    const beginning = Buffer.from(text.slice(0, bodyLength)).toString()
    return { text: maskBeginning(beginning), bytes, truncated: true }
  }
  return { text: maskText(text), bytes, truncated: false }
}

function responseBody(record: ExchangeRecord, bodyLength: number): string | Body | undefined {
  const { responseBody: captured, bytesSent } = record
  if (captured === undefined && bytesSent === 0) return undefined
  if (typeof captured === 'string') {
    if (bytesSent <= bodyLength) return record.shownBody ?? maskText(captured)
    return responseBody({ ...record, responseBody: Buffer.from(captured) }, bodyLength)
  }
  const bytes = Math.max(bytesSent, captured?.length ?? 0, record.brokenOff ? promisedLength(record) : 0)
  if (captured === undefined || fieldOf(record, 'content-encoding') !== undefined) {
    return { text: '', bytes, truncated: bytes > 0 }
  }
  if (captured.length === bytes && bytes <= bodyLength)
    return { text: maskText(textOf(captured)), bytes, truncated: false }
  // Streaming, it leaves out the first bytes of a character that was cut in its middle.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const beginning = decoder.decode(captured.subarray(0, bodyLength), { stream: true })
  return { text: maskBeginning(beginning), bytes, truncated: true }
}

/** A `Buffer` as it is, since making one of its bytes takes longer than reading them. */
function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return buffer.toString()
}

function promisedLength(record: ExchangeRecord): number {
  const length = Number(fieldOf(record, 'content-length'))
  return Number.isSafeInteger(length) ? length : 0
}

/** @param wanted in lower case */
function fieldOf({ responseHeaders = {} }: ExchangeRecord, wanted: string): string | number | undefined {
  for (const name in responseHeaders) {
    if (name.length === wanted.length && name.toLowerCase() === wanted) return responseHeaders[name]
  }
  return undefined
}

function pairs(rawHeaders: readonly string[]): Field[] {
  return Array.from({ length: rawHeaders.length >> 1 }, (_, i) => [rawHeaders[2 * i]!, rawHeaders[2 * i + 1]!])
}
