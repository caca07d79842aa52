import { shortened } from './tables.ts'

/**
 * In what a target differs from the URL that was issued, as clauses that complete "the URL …"; none where they are the same.
 * @param sent the target of a request: path and query, in absolute form too
 * @param issued a URL, or a target
 */
export function changesIn(sent: string, issued: string): readonly string[] {
  const [is, was] = [partsOf(sent), partsOf(issued)]
  return [...pathChanges(is.path, was.path), ...queryChanges(is.query, was.query)]
}

interface Parts {
  readonly path: string
  readonly query: string | undefined
}

function partsOf(target: string): Parts {
  const [path = '', ...rest] = target.replace(/^https?:\/\/[^/?#]*/i, '').split('?')
  return { path, query: rest.length === 0 ? undefined : rest.join('?') }
}

function pathChanges(is: string, was: string): readonly string[] {
  if (is === was) return []
  const [sent, issued] = differing(is.split('/'), was.split('/'))
  if (sent === issued) return ['with other slashes in its path']
  if (issued === '') return [`with ${quoted(sent)} added to its path`]
  if (sent === '') return [`without ${quoted(issued)} in its path`]
  const how = decoded(sent) === decoded(issued) ? ', which is encoded otherwise' : ''
  return [`with ${sideBySide(sent, issued)} in its path${how}`]
}

/** The segments of both paths without those with which they begin and end alike. */
function differing(a: readonly string[], b: readonly string[]): readonly [string, string] {
  const shorter = Math.min(a.length, b.length)
  let head = 0
  while (head < shorter && a[head] === b[head]) head++
  let tail = 0
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const middle = (segments: readonly string[]) => segments.slice(head, segments.length - tail).join('/')
  return [middle(a), middle(b)]
}

function queryChanges(is: string | undefined, was: string | undefined): readonly string[] {
  if (is === was) return []
  if (is === undefined) return ['without its query']
  const [sent, issued] = [pairsOf(is), pairsOf(was ?? '')]
  const [parameters, issuedParameters] = [parametersOf(sent), parametersOf(issued)]
  const added = [...parameters.keys()].filter((name) => !issuedParameters.has(name))
  const changes = [
    ...added.map((name) => `with ${quoted(name)} added`),
    ...[...issuedParameters].flatMap(([name, parameter]) => parameterChanges(name, parameters.get(name), parameter)),
  ]
  if (changes.length > 0) return changes
  const isMoved = sent.join('&') !== issued.join('&') && sent.toSorted().join('&') === issued.toSorted().join('&')
  return [`with its query ${isMoved ? 'in another order' : 'spelled otherwise'}`]
}

function parameterChanges(name: string, sent: Parameter | undefined, issued: Parameter): readonly string[] {
  if (sent === undefined) return [`without ${quoted(name)}`]
  if (sent.times > issued.times) return [`with ${quoted(name)} more than once`]
  if (sent.raw === issued.raw) return []
  const how = decoded(sent.raw) === decoded(issued.raw) ? 'encoded otherwise' : 'changed'
  return [`with ${quoted(name)} ${how} (${sideBySide(sent.raw, issued.raw)})`]
}

interface Parameter {
  /** Its value as it stands in the query, the first where there are several. */
  readonly raw: string
  readonly times: number
}

/** Those of a query, by their decoded names. */
function parametersOf(pairs: readonly string[]): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>()
  for (const pair of pairs) {
    const end = pair.indexOf('=')
    const name = decoded(end === -1 ? pair : pair.slice(0, end))
    const { raw, times } = parameters.get(name) ?? { raw: end === -1 ? '' : pair.slice(end + 1), times: 0 }
    parameters.set(name, { raw, times: times + 1 })
  }
  return parameters
}

function pairsOf(query: string): readonly string[] {
  return query.split('&').filter((pair) => pair !== '')
}

/** As it is where it cannot be decoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Two texts, where they are long from a little before they begin to differ. */
function sideBySide(is: string, was: string): string {
  let same = 0
  while (same < is.length && is[same] === was[same]) same++
  const isLong = Math.max(is.length, was.length) > most
  const from = isLong ? Math.max(0, same - before) : 0
  const [sent, issued] = [is, was].map((text) => quoted(`${from > 0 ? '…' : ''}${text.slice(from)}`))
  return `${sent} instead of ${issued}`
}

/** In characters. */
const most = 40
const before = 8

function quoted(text: string): string {
  return `\`${shortened(text, most)}\``
}
