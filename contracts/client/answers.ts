import type { ExportEvidence } from './evidence.ts'
import type { Exchange, Field } from './exchange.ts'
import { isSuccess, type Timed } from './log.ts'
import { type FaultName, faultNames, faultsOf, hasFault, hasProblem } from './names.ts'

/** The value of a header field, of the first where there are several. @param wanted in lower case */
export function fieldOf(fields: readonly Field[], wanted: string): string | undefined {
  for (const [name, value] of fields) {
    if (name.length === wanted.length && name.toLowerCase() === wanted) return value
  }
  return undefined
}

/** Whether the answer says to try again later: throttled, an error of the server's, or none at all. */
export function isTrouble({ status }: Exchange): boolean {
  return status === null || status === 429 || status >= 500
}

/** Whether storage refused a request because its URL is not as it was issued. */
export function hasChangedUrl(exchange: Exchange): boolean {
  return hasProblem(exchange, 'changed-url', 'unsigned', 'malformed-signature', 'unreadable-url', 'unknown-signing-key')
}

/** Whether bytes of the file were sent, all of them or not. */
export function hasFile({ method, status }: Exchange): boolean {
  return method === 'GET' && (status === 200 || status === 206)
}

/** Whether a download ended before everything had come that its head promised. */
export function isCutOff(exchange: Exchange): boolean {
  if (!hasFile(exchange)) return false
  const promised = Number(fieldOf(exchange.responseHeaders, 'content-length') ?? Number.NaN)
  if (exchange.bytesSent < promised) return true
  // What is paced is counted as it is sent, and a client that has all of it may leave before its last pause is over.
  const hasAll = exchange.bytesSent >= promised && hasFault(exchange, 'delay', 'slow', 'stall')
  return exchange.brokenOff && !hasAll
}

/** Whether it was the service that cut it off: it ended the connection, or held it until the client gave up. */
export function wasCutByService(exchange: Exchange): boolean {
  return hasFault(exchange, 'reset', 'stall', 'wrong-length')
}

/**
 * What is wrong with a file that came as if it were whole, as the object of "got"; `undefined` where nothing is. In what a
 * file differs without harm, such as the order of its columns, is nothing wrong.
 * @param known of its export
 */
export function damageOf(exchange: Exchange, known: ExportEvidence | undefined): string | undefined {
  if (!hasFile(exchange) || isCutOff(exchange)) return undefined
  const { damage = null } = known ?? {}
  return damageByFault(exchange) ?? (damage === null ? undefined : `a file that breaks the contract (${damage})`)
}

/** Whether what came is no sound file, as far as it came. */
export function isDamaged(exchange: Exchange, known: ExportEvidence | undefined): boolean {
  if (damageByFault(exchange) !== undefined) return true
  return known === undefined ? isAltered(exchange) : known.damage !== null
}

/** Whether what came is no sound file, or of another one than before, so that a client may refuse it and look again. */
export function mayBeRefused(exchange: Exchange, known: ExportEvidence | undefined): boolean {
  return isDamaged(exchange, known) || hasFault(exchange, 'replace-file')
}

/** Whether the file differs from others in some way. What is known of its export would tell whether that does harm. */
function isAltered(exchange: Exchange): boolean {
  return faultsOf(exchange).some((fault) => !(faultNames as readonly string[]).includes(fault))
}

function damageByFault(exchange: Exchange): string | undefined {
  if (exchange.fault === null) return undefined
  return faultsOf(exchange)
    .map((fault) => damages[fault as FaultName]?.(exchange))
    .find((damage) => damage !== undefined)
}

const damages: { readonly [F in FaultName]?: (exchange: Exchange) => string | undefined } = {
  truncate: ({ bytesSent }) => `a file that was cut off after ${bytesSent} bytes`,
  html: () => 'a page of HTML instead of a CSV file',
  gzip: ({ responseHeaders }) =>
    fieldOf(responseHeaders, 'content-encoding') === undefined
      ? 'a compressed file without a Content-Encoding that says so'
      : undefined,
  'wrong-length': ({ responseHeaders, bytesSent }) =>
    Number(fieldOf(responseHeaders, 'content-length')) < bytesSent
      ? 'a file that is longer than its Content-Length'
      : undefined,
}

/**
 * How long a client waited before a request, in milliseconds: from the answer to the one before, or from that request
 * itself where its answer never came whole. Negative where it did not wait for the answer.
 */
export function waitBetween(former: Timed, next: Timed): number {
  return next.at - (former.exchange.brokenOff ? former.at : former.end)
}

/** Instants are whole milliseconds, and timers of some runtimes fire up to one early. */
const roundingMs = 1

export function isShorter(waitMs: number, leastMs: number): boolean {
  return waitMs + roundingMs < leastMs
}

/** The instant before which an answer asks not to come back; `undefined` where it does not. */
export function retryAfterOf({ exchange, end }: Timed): number | undefined {
  const { status, responseHeaders } = exchange
  if (status === null || isSuccess(status)) return undefined
  const field = fieldOf(responseHeaders, 'retry-after')?.trim()
  if (field === undefined) return undefined
  if (/^\d+$/.test(field)) return end + Number(field) * 1000
  const date = /[A-Za-z]/.test(field) ? Date.parse(field) : Number.NaN
  return Number.isNaN(date) ? undefined : date
}
