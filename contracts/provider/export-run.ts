import type { Dataset } from '../dataset.ts'
import { type FileRead, readFile } from './file/read-file.ts'
import { targetOf } from './http/target.ts'
import {
  type Came,
  type ExportSeen,
  exportNames,
  isAnswered,
  isSuccess,
  type Poll,
  type PollingEnd,
} from './observations.ts'
import type { CsvJudge } from './options.ts'
import type { Body } from './probes.ts'
import { jsonIn } from './safe/body.ts'
import { urlSeen } from './safe/url.ts'
import { longestWaitMs, type Session } from './session.ts'

export interface Urls {
  readonly pollingUrl: string
  readonly url: string
}

/** What is done with the file. */
export interface ExportSinks {
  readonly checkCsv?: CsvJudge | undefined
  readonly onRow?: (record: Buffer) => void
}

/** One export from its POST to its file, and what of it must not be shown. */
export type ExportRun = { readonly seen: ExportSeen } & (
  | { readonly file: FileRead; readonly urls: Urls }
  | { readonly file: undefined; readonly urls: Urls | undefined }
)

interface Job {
  readonly dataset: Dataset
  readonly session: Session
  readonly purpose: ExportSeen['purpose']
  readonly body: Body
  readonly sinks: ExportSinks
}

/** The documented flow, as far as it goes. */
export async function runExport({ dataset, session, purpose, body, sinks }: Job): Promise<ExportRun> {
  const step = (sentence: string) => session.step(dataset, `${exportNames[purpose]}, ${sentence}`)
  const { answer: called, postponed } = await session.post(dataset, body && JSON.stringify(body))
  const call = 'failure' in called ? called : called.seen
  const seen = { purpose, postponed, call, ...nothing }
  step(`POST ${shown(call)}.`)
  if ('failure' in called || !isSuccess(called.seen.status)) return { seen, ...neither }

  const members = membersOf(called.body)
  if (members === undefined) return { seen, ...neither }
  const [pollingUrl, url] = [urlSeen(members.pollingUrl, session.tokens), urlSeen(members.url, session.tokens)]
  const answered = { ...seen, urls: { pollingUrl, url } }
  if (!canBeAsked(members)) return { seen: answered, ...neither }

  const urls = { pollingUrl: members.pollingUrl, url: members.url }
  const polled = await pollUntilReady(urls, session, { step, looksEarly: purpose === 'again' })
  if (polled.end !== 'ready') return { seen: { ...answered, ...polled }, urls, file: undefined }

  const download = await session.open({ method: 'GET', url: urls.url })
  const came = 'failure' in download ? download : session.answered(download, null)
  step(`GET url ${shown(came)}.`)
  if ('failure' in download || !isSuccess(download.status)) {
    const refused = 'failure' in download ? came : (await session.finish(download)).seen
    return { seen: { ...answered, ...polled, download: refused }, urls, file: undefined }
  }
  const file = await readFile(download, {
    dataset,
    tokens: session.tokens,
    limit: session.options.limits.bytes,
    judge: sinks.checkCsv,
    onRow: sinks.onRow,
  })
  step(`the file has ${file.seen.bytes} bytes${file.seen.cut === null ? '' : ', as far as it was read'}.`)
  return { seen: { ...answered, ...polled, download: came, file: file.seen }, urls, file }
}

const neither = { urls: undefined, file: undefined }

const nothing = {
  urls: null,
  polls: [],
  end: null,
  early: null,
  unannounced: null,
  download: null,
  file: null,
}

/** So many answers in a row that are neither of the documented ones end the polling. */
const mostWrongInARow = 3

async function pollUntilReady(
  { pollingUrl, url }: Urls,
  session: Session,
  { step, looksEarly }: { step: (sentence: string) => void; looksEarly: boolean },
): Promise<Pick<ExportSeen, 'polls' | 'end' | 'early' | 'unannounced'>> {
  const { polls: most, pollGapMs } = session.options.limits
  const began = session.elapsedMs()
  const sinceBegin = () => Math.round((session.elapsedMs() - began) / 100) * 100
  const polls: Poll[] = []
  let early: Came | null = null
  let wrongInARow = 0
  const ended = (end: PollingEnd, unannounced: Came | null = null) => ({ polls, end, early, unannounced })

  for (let n = 1; ; n++) {
    const { came, bodyBytes, retryAfterMs } = await session.head(pollingUrl)
    polls.push({ afterMs: sinceBegin(), came, bodyBytes })
    step(`poll ${n} ${shown(came)}.`)
    if (isAnswered(came) && isSuccess(came.status)) return ended('ready')
    if (isAnswered(came) && came.status === 404) {
      wrongInARow = 0
      if (n === 1 && looksEarly) early = await session.look({ method: 'GET', url })
    } else if (++wrongInARow === mostWrongInARow || isFinal(came)) {
      return ended(isAnswered(came) ? 'wrong-answers' : 'failure')
    }
    if (n === most) {
      const unannounced = wrongInARow === 0 ? await session.look({ method: 'GET', url }) : null
      if (unannounced === null || !isAnswered(unannounced) || !isSuccess(unannounced.status)) {
        return ended('too-many-polls', unannounced)
      }
      // It may have become ready in between, and then it is not unannounced.
      const last = await session.head(pollingUrl)
      const isReady = isAnswered(last.came) && isSuccess(last.came.status)
      if (isReady) polls.push({ afterMs: sinceBegin(), came: last.came, bodyBytes: last.bodyBytes })
      return isReady ? ended('ready') : ended('too-many-polls', unannounced)
    }
    await session.wait(Math.max(pollGapMs, Math.min(retryAfterMs, longestWaitMs)))
  }
}

/** A connection that breaks off may hold the next time; a host that is not there will not. */
function isFinal(came: Came): boolean {
  return !isAnswered(came) && came.failure !== 'broken-off'
}

function membersOf(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  const value = jsonIn(body.toString('utf8'))?.value
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

function canBeAsked(members: Readonly<Record<string, unknown>>): members is Readonly<Record<keyof Urls, string>> {
  return [members.pollingUrl, members.url].every((url) => typeof url === 'string' && targetOf(url) !== undefined)
}

function shown(came: Came): string {
  return isAnswered(came) ? `answered ${came.status}` : `failed: ${came.sentence.slice(0, -1)}`
}
