import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { type Dataset, datasets } from '../../contracts/index.ts'

/** Each breach that this service can be switched to, and the rule that it breaks, or all that it cannot but break. */
export const breaches = {
  'answers the POST with 201': 'provider/post-answers-200',
  'redirects the POST': 'provider/post-answers-200',
  'answers the POST with 500': 'provider/post-answers-200',
  'calls its JSON text': 'provider/post-answers-json',
  'leaves url out': 'provider/post-answers-two-urls',
  'answers a number as url': 'provider/post-answers-two-urls',
  'answers HTML': 'provider/post-answers-two-urls',
  'answers nothing': 'provider/post-answers-two-urls',
  'answers relative URLs': 'provider/urls-are-absolute',
  'answers ftp URLs': 'provider/urls-are-absolute',
  'answers early polls with 403': 'provider/not-ready-is-404',
  'answers early polls with 503': 'provider/not-ready-is-404',
  'redirects early polls': 'provider/not-ready-is-404',
  'answers late polls with 204': 'provider/ready-is-200',
  'answers every poll with 404': 'provider/ready-is-200',
  'sends a body to HEAD': 'provider/head-has-no-body',
  'asks storage for a key': 'provider/storage-needs-no-key',
  'asks downloads for a key': 'provider/storage-needs-no-key',
  'refuses downloads': 'provider/download-answers-200',
  'redirects downloads': 'provider/download-answers-200',
  'promises too much': 'provider/download-is-whole',
  'cuts files at a record': 'provider/download-is-whole',
  'tells ranges another size': 'provider/download-is-whole',
  'tells HEAD another length': ['provider/download-is-whole', 'provider/head-agrees-with-get'],
  'tells HEAD another entity tag': 'provider/head-agrees-with-get',
  'forgets a column': 'provider/csv-keeps-contract',
  'begins with a byte order mark': 'provider/csv-keeps-conventions',
  'has more when less is asked for': 'provider/narrower-is-contained',
  'repeats a record when less is asked for': 'provider/narrower-is-contained',
  'sends other bytes of a range': 'provider/ranges-are-right',
  'counts ranges wrongly': 'provider/ranges-are-right',
  'refuses ranges': 'provider/ranges-are-right',
} as const

export type Breach = keyof typeof breaches

export interface FaultyOptions {
  readonly breaches?: readonly Breach[]
  /** Polls before the file is ready. @default 1 */
  readonly notReadyPolls?: number
  /** What the first POSTs are answered instead, one each. */
  readonly postpones?: readonly { readonly status: number; readonly retryAfter?: string }[]
  /** Ranges are ignored. */
  readonly ignoresRanges?: boolean
  /** What is served as a file instead of the tiny one, by the number of the export of this dataset, from 1. */
  readonly fileOf?: (dataset: Dataset, parameters: Readonly<Record<string, unknown>>, n: number) => Buffer
  readonly fileHeaders?: Readonly<Record<string, string>>
  /** Written wherever a service can write something. */
  readonly echo?: readonly string[]
  /** The one key that is accepted; everything else then gets 401. */
  readonly apiKey?: { readonly id: string; readonly secret: string }
  /** The host in the answered URLs, which storage is reached under. @default localhost */
  readonly storageHost?: string
}

export interface Seen {
  readonly at: 'api' | 'storage'
  readonly method: string
  readonly target: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface FaultyProvider {
  readonly baseUrl: string
  /** Host and port of storage. */
  readonly storage: string
  readonly requests: readonly Seen[]
  /** The signatures it has issued. */
  readonly signatures: readonly string[]
  /** Connections that are open. */
  connections(): Promise<number>
}

interface Job {
  readonly file: Buffer
  polls: number
}

/**
 * A service that keeps the contract by other means than the mock: its API and its storage are two servers, its URLs
 * carry the same signature for HEAD and GET, its files CRLF, stars and a quotation mark around every cell. It ends with
 * the test.
 */
export async function faultyProvider(options: FaultyOptions = {}): Promise<FaultyProvider> {
  const { notReadyPolls = 1, echo = [], apiKey, storageHost = 'localhost' } = options
  const is = (breach: Breach) => options.breaches?.includes(breach) ?? false
  const requests: Seen[] = []
  const signatures: string[] = []
  const jobs = new Map<string, Job>()
  const made = new Map<string, number>()

  const api = await listening(async (request, response) => {
    const body = await text(request)
    requests.push(seen('api', request, body))
    const dataset = Object.values<Dataset>(datasets).find(
      ({ download }) => request.url === `/tenant/api/rest/v0/${download.path}`,
    )
    const answer = (status: number, headers: Record<string, string>, content: string) =>
      response.writeHead(status, { ...echoed(echo), ...headers }).end(content)
    const refuse = (status: number) => {
      const told = Object.fromEntries(echo.map((each) => [each, { [each]: [each] }]))
      answer(
        status,
        { 'content-type': 'application/json' },
        JSON.stringify({ message: echo.join(), code: status, ...told }),
      )
    }
    if (request.method !== 'POST' || dataset === undefined) return refuse(404)
    if (apiKey !== undefined && !hasKey(request, apiKey)) return refuse(401)
    const postponed = options.postpones?.[requests.filter(({ at }) => at === 'api').length - 1]
    if (postponed !== undefined) {
      const { status, retryAfter } = postponed
      return answer(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }, '')
    }
    if (is('answers the POST with 500')) return refuse(500)
    if (is('redirects the POST')) return answer(307, { location: `http://${storage.host}/elsewhere` }, '')
    if (is('answers HTML')) return answer(200, { 'content-type': 'application/json' }, `<html>${echo.join()}</html>`)
    if (is('answers nothing')) return answer(200, { 'content-type': 'application/json' }, '')
    const parameters = parametersIn(body)
    if (dataset.download.body.some(({ name }) => typeof parameters[name] !== 'boolean')) return refuse(422)

    const n = (made.get(dataset.slug) ?? 0) + 1
    made.set(dataset.slug, n)
    const signature = `signature${jobs.size + 1}${'0123456789abcdef'.repeat(2)}`
    signatures.push(signature)
    jobs.set(signature, { file: (options.fileOf ?? tinyFile(is))(dataset, parameters, n), polls: 0 })
    const base = is('answers relative URLs') ? '' : is('answers ftp URLs') ? 'ftp://x' : `http://${storage.host}`
    const url = `${base}/bucket/${dataset.slug}.csv?sig=${signature}&se=2026-01-01`
    answer(
      is('answers the POST with 201') ? 201 : 200,
      { 'content-type': is('calls its JSON text') ? 'text/plain' : 'application/json' },
      JSON.stringify({
        pollingUrl: url,
        ...(!is('leaves url out') && { url: is('answers a number as url') ? 7 : url }),
        ...Object.fromEntries(echo.map((each) => [each, each])),
      }),
    )
  })

  const storage = await listening((request, response) => {
    requests.push(seen('storage', request, ''))
    const isPoll = request.method === 'HEAD'
    const job = jobs.get(new URL(request.url!, 'http://x').searchParams.get('sig') ?? '')
    const refuse = (status: number, headers: Record<string, string> = {}) => {
      const content = `<?xml version="1.0"?><Error><Code>${echo[0] ?? 'AccessDenied'}</Code><Message>${echo.join()}</Message></Error>`
      const fields = { ...echoed(echo), 'content-type': 'application/xml', ...headers }
      response.writeHead(status, fields).end(isPoll ? undefined : content)
    }
    const asksForKey = is('asks storage for a key') || (is('asks downloads for a key') && !isPoll)
    if (asksForKey && request.headers['x-api-key-id'] === undefined) return refuse(401)
    if (job === undefined) return refuse(403)
    if (isPoll) job.polls++
    const isReady = job.polls > notReadyPolls
    if (isPoll && (!isReady || is('answers every poll with 404'))) {
      if (is('redirects early polls')) return refuse(302, { location: '/elsewhere' })
      return refuse(is('answers early polls with 403') ? 403 : is('answers early polls with 503') ? 503 : 404)
    }
    if (!isReady) return refuse(404)
    if (!isPoll && is('refuses downloads')) return refuse(403)
    if (!isPoll && is('redirects downloads')) return refuse(302, { location: '/elsewhere' })

    const { file } = job
    const more = is('promises too much') ? 100 : isPoll && is('tells HEAD another length') ? 1 : 0
    const fields: Record<string, string> = {
      ...echoed(echo),
      'content-type': 'text/csv; charset=utf-8',
      etag: isPoll && is('tells HEAD another entity tag') ? '"other"' : '"tiny"',
      'content-length': String(file.length + more),
      ...options.fileHeaders,
    }
    if (isPoll) return answerPoll(response, is('answers late polls with 204') ? 204 : 200, fields, is)
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (from === undefined || to === undefined || options.ignoresRanges) {
      if (is('cuts files at a record')) return answerPart(response, fields, file)
      response.writeHead(200, fields).write(file)
      // A promise that is not kept has to be broken by the connection's end.
      return is('promises too much') ? response.socket?.end() : response.end()
    }
    if (is('refuses ranges')) return refuse(416)
    const part = file.subarray(Number(from), Number(to) + 1)
    const shift = is('counts ranges wrongly') ? 1 : 0
    const range = `bytes ${Number(from) + shift}-${Number(to) + shift}/${file.length + (is('tells ranges another size') ? 1 : 0)}`
    response.writeHead(206, { ...fields, 'content-length': String(part.length), 'content-range': range })
    return response.end(
      is('sends other bytes of a range')
        ? Buffer.from(part.toString('latin1').toLowerCase().replaceAll(/[a-z]/g, 'x'), 'latin1')
        : part,
    )
  }, storageHost)

  return {
    baseUrl: `http://${api.host}/tenant`,
    storage: storage.host,
    requests,
    signatures,
    connections: async () =>
      (await Promise.all([api, storage].map(connectionsOf))).reduce((sum, each) => sum + each, 0),
  }
}

/** Node sends no body to HEAD, so one that is wanted has to go past it. */
function answerPoll(
  response: ServerResponse,
  status: number,
  fields: Readonly<Record<string, string>>,
  is: (breach: Breach) => boolean,
): void {
  if (!is('sends a body to HEAD')) {
    response.writeHead(status, fields).end()
    return
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  response.socket?.end(`HTTP/1.1 ${status} OK\r\n${lines.join('')}\r\nbody`)
}

/** All records but the last, in chunks, so that their end looks like that of the file. */
function answerPart(
  response: ServerResponse,
  { 'content-length': _, ...fields }: Readonly<Record<string, string>>,
  file: Buffer,
): void {
  response.writeHead(200, fields).write(file.subarray(0, file.lastIndexOf('\r\n', -3) + 2))
  response.end()
}

/** Three records of documented examples; the last one, with every cell filled, is left out where less is asked for. */
function tinyFile(is: (breach: Breach) => boolean): NonNullable<FaultyOptions['fileOf']> {
  return ({ download: { columns, agreements } }, parameters) => {
    const used = is('forgets a column') ? columns.slice(1) : columns
    // Rows with one id would have to agree in other columns; ids that end with any digit are ids still.
    const isId = (name: string) => agreements.some(({ by }) => by === name)
    const record = (n: number, isFilled = false) =>
      used.map(({ name, required, format: { examples } }) => {
        if (!isFilled && required === 'optional') return ''
        return isId(name) ? `${examples[0].slice(0, -1)}${n}` : examples[n % examples.length]!
      })
    const records = [record(0), record(1), record(2, true)]
    const isLess = Object.values(parameters).includes(false)
    const less = [
      ...records.slice(0, 2),
      ...(is('has more when less is asked for') ? [record(3)] : []),
      ...(is('repeats a record when less is asked for') ? [records[0]!, records[0]!] : []),
    ]
    const all = [used.map(({ header }) => header), ...(isLess ? less : records)]
    return Buffer.from((is('begins with a byte order mark') ? '\ufeff' : '') + csvOf(all))
  }
}

export function csvOf(records: readonly (readonly string[])[]): string {
  return records.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join('')
}

function parametersIn(body: string): Readonly<Record<string, unknown>> {
  return body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
}

function hasKey({ headers }: IncomingMessage, { id, secret }: NonNullable<FaultyOptions['apiKey']>): boolean {
  return headers['x-api-key-id'] === id && headers['x-api-key-secret'] === secret
}

/** Fields that a service may fill with anything. */
function echoed(echo: readonly string[]): Record<string, string> {
  const value = echo.join(' ')
  if (value === '') return {}
  return {
    server: value,
    'x-request-id': value,
    'set-cookie': `a=${value}`,
    'www-authenticate': `Bearer realm="${value}"`,
    'cache-control': value,
    'last-modified': value,
    'x-amz-meta-owner': value,
    [`x-amz-meta-${echo[0]}`]: '1',
  }
}

function seen(at: Seen['at'], { method, url, headers }: IncomingMessage, body: string): Seen {
  return { at, method: method!, target: url!, headers, body }
}

interface Listening {
  readonly server: Server
  readonly host: string
}

async function listening(
  handler: (request: IncomingMessage, response: ServerResponse) => unknown,
  name = '127.0.0.1',
): Promise<Listening> {
  const server = createServer((request, response) => void handler(request, response))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => void server.close(() => resolve()))
  })
  return { server, host: `${name}:${(server.address() as AddressInfo).port}` }
}

function connectionsOf({ server }: Listening): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })
}
