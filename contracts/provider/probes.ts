import type { Dataset } from '../dataset.ts'
import type { Urls } from './export-run.ts'
import type { FileRead } from './file/read-file.ts'
import { type Came, isAnswered, type Observations, type Probe, type RangeSeen } from './observations.ts'
import type { Posted, ReadAnswer, Session } from './session.ts'

/** The parameters of an export; `undefined` where there are none. */
export type Body = Readonly<Record<string, boolean>> | undefined

interface Probed {
  readonly dataset: Dataset
  readonly session: Session
  /** Of an export that is ready. */
  readonly urls: Urls | undefined
  /** As it should be. */
  readonly body: Body
}

/** Requests that the documentation says nothing of, one of each kind. */
export async function probes({ dataset, session, urls, body }: Probed): Promise<Observations['probes']> {
  const right = body && JSON.stringify(body)
  const requests: Readonly<Record<Probe, (() => Promise<Came>) | undefined>> = {
    'no-key': session.options.apiKey && (async () => seen(await session.post(dataset, right, { withKey: false }))),
    'missing-field': body && (async () => seen(await session.post(dataset, '{}'))),
    'wrong-type': body && (async () => seen(await session.post(dataset, JSON.stringify(wrong(body))))),
    'not-json': body && (async () => seen(await session.post(dataset, right, { mediaType: 'text/plain' }))),
    'head-on-url': urls && (async () => (await session.head(urls.url)).came),
    'get-on-polling-url': urls && (() => session.look({ method: 'GET', url: urls.pollingUrl })),
  }
  const answers: Partial<Record<Probe, Came>> = {}
  for (const [probe, send] of Object.entries(requests) as [Probe, (typeof requests)[Probe]][]) {
    if (send === undefined) continue
    const came = await send()
    answers[probe] = came
    session.step(dataset, `${sentences[probe]} ${isAnswered(came) ? `was answered ${came.status}` : 'got no answer'}.`)
  }
  return answers
}

const sentences: Readonly<Record<Probe, string>> = {
  'no-key': 'POST without the API key',
  'missing-field': 'POST without the parameters',
  'wrong-type': 'POST with parameters of another type',
  'not-json': 'POST of text/plain',
  'head-on-url': 'HEAD url',
  'get-on-polling-url': 'GET pollingUrl',
}

function seen({ answer }: Posted): Came {
  return 'failure' in answer ? answer : answer.seen
}

function wrong(body: NonNullable<Body>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(body).map((name) => [name, 'yes']))
}

/** So many bytes are asked for, and begin at this one. */
const rangeLength = 64
const rangeStart = 16

/** Asks for a few bytes of a file that was just read. @returns `null` where it is too short */
export async function rangeProbe(url: string, { beginning }: FileRead, session: Session): Promise<RangeSeen | null> {
  const from = Math.min(rangeStart, beginning.length - 1)
  const to = Math.min(from + rangeLength, beginning.length) - 1
  if (from < 1) return null
  const answer = await session.open({ method: 'GET', url, headers: { range: `bytes=${from}-${to}` } })
  const asked = `bytes ${from}-${to}`
  if ('failure' in answer) return { asked, came: answer, isSame: null }
  if (answer.status === 200) {
    answer.leave()
    return { asked, came: session.answered(answer, null), isSame: null }
  }
  const read = await session.finish(answer)
  const isSame = answer.status === 206 ? isPart(read, beginning.subarray(from, to + 1)) : null
  return { asked, came: read.seen, isSame }
}

/** What was broken off can show that it differs, but not that it is the same. */
function isPart({ body, seen }: ReadAnswer, part: Buffer): boolean | null {
  if (!body.equals(part.subarray(0, body.length))) return false
  return seen.body?.cut ? null : body.length === part.length
}
