import type { Dataset } from '../dataset.ts'
import { decisions } from '../decisions.ts'
import { columnsInQuestion, plain } from './file/csv-facts.ts'
import { type Answered, type Came, type ExportSeen, isAnswered, isSuccess, type Observations } from './observations.ts'
import type { BodySeen } from './safe/body.ts'
import { asksForPatience, fieldIn } from './seen.ts'

/** Something that one wants to know of a service, and what it showed. */
export interface Question {
  readonly id: string
  readonly question: string
  /** What the documentation says. */
  readonly documentation: (dataset: Dataset) => string
  /** `null` where it did not show. */
  readonly answer: (observations: Observations, dataset: Dataset) => string | null
}

type Answer = Question['answer']

const documented: readonly Question[] = [
  {
    id: 'post-answer',
    question: 'What is the POST answered?',
    documentation: () => '200, application/json',
    answer: ({ exports: [{ call }] }) =>
      isAnswered(call) ? `${call.status}, ${fieldIn(call, 'content-type')?.split(';')[0] ?? 'no Content-Type'}` : null,
  },
  {
    id: 'post-members',
    question: 'Which members has the answer to the POST?',
    documentation: () => 'pollingUrl: string, url: string',
    answer: ({ exports: [{ call }] }) =>
      isAnswered(call) && isSuccess(call.status) && call.body !== null ? membersOf(call.body) : null,
  },
  {
    id: 'not-ready',
    question: 'What is HEAD `pollingUrl` answered before the file is ready?',
    documentation: () => '404',
    answer: ({ exports: [{ polls }] }) =>
      distinct(statusesOf(polls.map(({ came }) => came)).filter((each) => !isSuccess(each) && each !== 429)),
  },
  {
    id: 'ready',
    question: 'What is HEAD `pollingUrl` answered once the file is ready?',
    documentation: () => '200',
    answer: ({ exports: [{ polls }] }) => distinct(statusesOf(polls.map(({ came }) => came)).filter(isSuccess)),
  },
  {
    id: 'columns',
    question: 'Which columns has the file?',
    documentation: ({ download }) => `${download.columns.length}, in their order`,
    answer: ({ exports: [{ file }] }, dataset) => (file?.facts ? columnsOf(file.facts.header, dataset) : null),
  },
]

/** By the decision's id. `null`: no verification can tell, or it would have to do harm or wait for it. */
export const answersToDecisions: Readonly<Record<string, Answer | null>> = {
  readiness: ({ exports: [{ polls, end }] }) =>
    end !== 'ready' ? null : polls.length === 1 ? 'ready at the first poll' : `ready at poll ${polls.length}`,
  'header-style': fact(({ headerStyle }) => (headerStyle === 'unknown' ? null : headerStyle)),
  'line-end': fact(({ lineEnd }) => lineEnd),
  bom: fact(({ bom }) => (bom ? 'a UTF-8 BOM' : 'none')),
  quoting: fact(({ quoting }) => (quoting === 'none needed' ? null : quoting)),
  'api-keys': ({ withKey, probes, exports: [{ call }] }) => {
    const came = withKey ? probes['no-key'] : call
    if (!isAnswered(came)) return null
    if (isSuccess(came.status)) return 'none is needed'
    // Any other answer may have another cause.
    return came.status === 401 || came.status === 403 ? `${came.status} without one` : null
  },
  'body-validation': ({ probes }) =>
    listed([
      ['none of the parameters', probes['missing-field']],
      ['another type', probes['wrong-type']],
      ['text/plain', probes['not-json']],
    ]),
  'url-lifetime': ({ exports: [{ urls }] }) => {
    const seconds = urls?.url.lifetimeSeconds ?? null
    return seconds === null ? null : `${seconds} s`
  },
  'signed-methods': ({ probes }) =>
    listed([
      ['HEAD url', probes['head-on-url']],
      ['GET pollingUrl', probes['get-on-polling-url']],
    ]),
  'before-ready': ({ exports }) => {
    const { early, polls } = exports.find(({ purpose }) => purpose === 'again') ?? exports[0]
    if (!isAnswered(early) || asksForPatience(early)) return null
    // It may have become ready in between, unless the next poll says otherwise.
    const next = polls[1]?.came
    if (isSuccess(early.status) && isAnswered(next) && isSuccess(next.status)) return null
    return [early.status, early.body?.code].filter((each) => each !== null && each !== undefined).join(' ')
  },
  ranges: ({ range }) => {
    if (range === null || !isAnswered(range.came) || asksForPatience(range.came)) return null
    const { status } = range.came
    return status === 206 ? 'honoured' : status === 200 ? 'ignored' : String(status)
  },
  'expired-url': null,
  forbidden: ({ exports: [{ polls }] }) => {
    const before = statusesOf(polls.map(({ came }) => came)).filter((status) => !isSuccess(status))
    return before.length === 0 ? null : before.includes(403) ? 'yes' : 'no'
  },
  throttling: ({ exports }) => {
    const throttled = exports
      .flatMap(({ postponed, call, polls }) => [...postponed, call, ...polls.map(({ came }) => came)])
      .find(isThrottled)
    if (throttled === undefined) return null
    return `429 ${fieldIn(throttled, 'retry-after') === undefined ? 'without' : 'with'} Retry-After`
  },
  compression: ({ exports: [{ download }] }) =>
    isAnswered(download) && isSuccess(download.status) ? (fieldIn(download, 'content-encoding') ?? 'no') : null,
  'error-bodies': ({ exports, probes }) => {
    const api = [
      ...exports.map(({ call }) => call),
      probes['missing-field'],
      probes['wrong-type'],
      probes['not-json'],
      probes['no-key'],
    ]
    const storage = [...exports.flatMap(({ early, download }) => [early, download]), probes['get-on-polling-url']]
    const both = [
      ['API', api.find(isError)],
      ['storage', storage.find(isError)],
    ] as const
    const seen = both.flatMap(([whose, error]) => (error?.body ? [`${whose}: ${described(error.body)}`] : []))
    return seen.length === 0 ? null : seen.join('; ')
  },
  storage: ({ exports: [{ urls, download }] }) => {
    const parts = [urls?.url.signing, isAnswered(download) ? fieldIn(download, 'content-type')?.split(';')[0] : null]
    const known = parts.filter((part) => part !== null && part !== undefined)
    return known.length === 0 ? null : known.join(', ')
  },
}

/** What the documentation says and what it leaves open, of one dataset. */
export function questionsOf(dataset: Dataset): readonly Question[] {
  const open = decisions.flatMap((decision): readonly Question[] => {
    const { id, question, basis } = decision
    const [slug, column] = id.includes('.') ? id.split('.', 2) : []
    if (slug !== undefined && slug !== dataset.slug) return []
    const answer = column === undefined ? answersToDecisions[id] : formOf(column)
    return [
      { id, question, documentation: () => `nothing (${basis}: ${decision.default})`, answer: answer ?? (() => null) },
    ]
  })
  return [...documented, ...open]
}

/** By the question's id. */
export function answersOf(observations: Observations, dataset: Dataset): Readonly<Record<string, string | null>> {
  return Object.fromEntries(questionsOf(dataset).map(({ id, answer }) => [id, answer(observations, dataset)]))
}

/** What the cells look like whose column is in question. @param id the question's, within its dataset */
function formOf(id: string): Answer {
  return ({ exports: [{ file }] }, dataset) => {
    const column = columnsInQuestion(dataset).find(
      ({ contradiction }) => contradiction !== undefined && 'id' in contradiction && contradiction.id === id,
    )
    return (column && file?.facts?.forms[column.name]) || null
  }
}

type Facts = NonNullable<NonNullable<ExportSeen['file']>['facts']>

function fact(of: (facts: Facts) => string | null): Answer {
  return ({ exports: [{ file }] }) => (file?.facts && file.facts.header.length > 0 ? of(file.facts) : null)
}

function statusesOf(answers: readonly Came[]): readonly number[] {
  return answers.filter(isAnswered).map(({ status }) => status)
}

function distinct(statuses: readonly number[]): string | null {
  return statuses.length === 0 ? null : [...new Set(statuses)].sort((a, b) => a - b).join(', ')
}

function listed(probes: readonly (readonly [string, Came | undefined])[]): string | null {
  const seen = probes.flatMap(([what, came]) =>
    isAnswered(came) && !asksForPatience(came) ? [`${what}: ${came.status}`] : [],
  )
  return seen.length === 0 ? null : seen.join('; ')
}

function isThrottled(came: Came): came is Answered {
  return isAnswered(came) && came.status === 429
}

function isError(came: Came | null | undefined): came is Answered {
  return isAnswered(came) && came.status >= 400
}

function described({ form, members, json }: BodySeen): string {
  if (json === 'object') return `JSON of ${Object.keys(members).sort().join(', ')}`
  return form === 'none' ? 'nothing' : form === 'html' || form === 'xml' || form === 'json' ? form.toUpperCase() : form
}

function membersOf({ members, json }: BodySeen): string {
  if (json !== 'object') return 'none: it is no JSON object'
  return Object.entries(members)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, type]) => `${name}: ${type}`)
    .join(', ')
}

function columnsOf(header: readonly string[], { download: { columns } }: Dataset): string {
  const names = header.map(plain)
  const missing = columns.filter(({ name }) => !names.includes(name)).map(({ name }) => name)
  const more = names.filter((name) => !columns.some((column) => column.name === name))
  if (missing.length === 0 && more.length === 0) {
    const isInOrder = columns.every(({ name }, i) => names[i] === name)
    return isInOrder && names.length === columns.length
      ? `${columns.length}, in their order`
      : `${names.length}, in another order`
  }
  const parts = [
    ['without', missing],
    ['and besides', more],
  ] as const
  return [
    String(names.length),
    ...parts.flatMap(([word, list]) => (list.length === 0 ? [] : [`${word} ${list.join(', ')}`])),
  ].join(', ')
}
