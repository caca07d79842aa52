import type { BodyParameter, Dataset } from '../dataset.ts'
import { datasets } from '../datasets/index.ts'
import type { Exchange } from './exchange.ts'
import { datasetOf } from './log.ts'
import { hasProblem } from './names.ts'

/** The body of a call, as far as the journal tells. */
export type CallBody =
  | { readonly is: 'object'; readonly members: Readonly<Record<string, unknown>> }
  /** @property what what it is instead, as a message shows it */
  | { readonly is: 'wrong'; readonly what: string }
  /** The journal has cut or masked it, so that it cannot be read. */
  | { readonly is: 'unreadable' }

/** No body counts as an empty object: the documentation's own sample of a call without parameters sends none. */
export function readCallBody(exchange: Exchange): CallBody {
  const { requestBody } = exchange
  if (requestBody === null || requestBody.bytes === 0) return { is: 'object', members: {} }
  const { text, truncated } = requestBody
  if (truncated) return { is: 'unreadable' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // What is masked may have been JSON before; the server has seen it whole.
    if (text.includes('***') && !hasProblem(exchange, 'body-not-json')) return { is: 'unreadable' }
    return { is: 'wrong', what: 'a body that is not JSON' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { is: 'wrong', what: `a body that is ${typeText(value)}` }
  }
  return { is: 'object', members: value as Readonly<Record<string, unknown>> }
}

/** What the documentation says of the body, and where, as the note of a finding. */
export function documentedBody({ path }: Exchange): {
  readonly body: readonly BodyParameter[]
  readonly cited: { readonly note?: string }
} {
  const slug = datasetOf(path)
  const dataset: Dataset | undefined = slug === undefined ? undefined : datasets[slug]
  if (dataset === undefined) return { body: [], cited: {} }
  const { body, source } = dataset.download
  return { body, cited: { note: `The body of this call is documented at ${source}.` } }
}

/** A value's type, with its article. */
export function typeText(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
