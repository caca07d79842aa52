import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { CsvChecker, outcomeOf, providerRules, type Report, type Verdict } from '../../../contracts/index.ts'
import { bytesFor } from '../../support/csv-files.ts'
import { csvOf, type FaultyProvider, faultyProvider } from '../../support/faulty-provider.ts'
import { rawServer } from './raw-server.ts'
import { rulesThat, verdictOn, verified, whatItSays } from './verified.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Time enough for a service that answers, on a machine under load; those that are silent take it all. */
const shortly = 300

const dataset = { datasets: ['rbac2'] as const }

/** What it says where the POST got no answer: no rule can be checked, and none is taken for kept. */
function soleReason(reports: readonly Report[]): string {
  expect(rulesThat(reports, 'passed', 'failed')).toEqual([])
  expect(reports.map((report) => outcomeOf(report))).toEqual(['could-not-check'])
  return whatItSays(verdictOn('post-answers-200', reports))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The answer to every POST, as text. */
async function answering(head: string): Promise<string> {
  const { port } = await rawServer((socket) => socket.end(head))
  return `http://127.0.0.1:${port}`
}

describe('a service that does not answer the POST leaves all unchecked, and says why', () => {
  test('where nobody listens', async () => {
    const port = await freePort()
    const reports = await verified({ ...dataset, baseUrl: `http://127.0.0.1:${port}` })
    expect(soleReason(reports)).toBe(`The connection was refused by 127.0.0.1:${port}.`)
  })

  test('where it is silent', async () => {
    const { port } = await rawServer(() => undefined)
    const limits = { requestTimeoutMs: 30 }
    const reports = await verified({ ...dataset, baseUrl: `http://127.0.0.1:${port}`, limits })
    expect(soleReason(reports)).toBe(`Nothing came from 127.0.0.1:${port} within the time for one request.`)
  })

  test('where it speaks no TLS', async () => {
    const { port } = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const reports = await verified({ ...dataset, baseUrl: `https://127.0.0.1:${port}` })
    expect(soleReason(reports)).toMatch(/could not be secured by TLS/)
  })

  test('where it hangs up', async () => {
    const { port } = await rawServer((socket) => socket.destroy())
    const reports = await verified({ ...dataset, baseUrl: `http://127.0.0.1:${port}` })
    expect(soleReason(reports)).toBe(`The connection was broken off by 127.0.0.1:${port}.`)
  })

  test('where it speaks no HTTP', async () => {
    const baseUrl = await answering('SSH-2.0-OpenSSH_9.0\r\n\r\n')
    expect(soleReason(await verified({ ...dataset, baseUrl }))).toMatch(/is not HTTP\/1\.1\.$/)
  })

  test('where its header fields are huge', async () => {
    const baseUrl = await answering(`HTTP/1.1 200 OK\r\nX-Huge: ${'x'.repeat(100_000)}\r\n\r\n`)
    expect(soleReason(await verified({ ...dataset, baseUrl }))).toMatch(/are larger than 64 KiB\.$/)
  })

  test('where all the time is over', async () => {
    const { port } = await rawServer(() => undefined)
    const limits = { totalMs: 30 }
    const reports = await verified({ ...dataset, baseUrl: `http://127.0.0.1:${port}`, limits })
    expect(soleReason(reports)).toBe('The time for the whole verification was over.')
  })
})

describe('an answer to the POST that is no use', () => {
  test('is told by its size and form, not by its text', async () => {
    const baseUrl = await answering('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Sign in, Ada</html>')
    const reports = await verified({ ...dataset, baseUrl })
    expect(rulesThat(reports, 'failed')).toEqual(['provider/post-answers-json', 'provider/post-answers-two-urls'])
    expect(whatItSays(verdictOn('post-answers-two-urls', reports))).toBe('25 bytes of html')
  })

  test('is not read for ever', async () => {
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"x":"`
    const baseUrl = await answering(`${head}${'x'.repeat(200_000)}`)
    const verdict = verdictOn('post-answers-two-urls', await verified({ ...dataset, baseUrl }))
    expect(verdict).toMatchObject({ result: 'could-not-check', reason: 'Only its first 65536 bytes were read.' })
  })

  test('is not followed where it redirects', async () => {
    const { baseUrl, requests } = await faultyProvider({ breaches: ['redirects the POST'] })
    const verdict = verdictOn('post-answers-200', await verified({ ...dataset, baseUrl }))
    expect(verdict).toMatchObject({ findings: [{ received: '307', note: 'Redirects are not followed.' }] })
    expect(requests.map(({ at }) => at)).toEqual(['api'])
  })
})

/** An API whose URLs lead to this storage. */
async function withStorage(serve: Parameters<typeof rawServer>[0]): Promise<string> {
  const storage = await rawServer(serve)
  const url = `http://127.0.0.1:${storage.port}/x`
  const body = JSON.stringify({ pollingUrl: url, url })
  return answering(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
}

describe('storage that fails', () => {
  const readyIs200 = (reports: readonly Report[]) => verdictOn('ready-is-200', reports)

  test('is asked three times where it breaks polls off', async () => {
    let polls = 0
    const baseUrl = await withStorage((socket) => {
      polls++
      socket.destroy()
    })
    const verdict = readyIs200(await verified({ ...dataset, baseUrl }))
    expect(verdict).toMatchObject({ result: 'could-not-check', reason: 'The connection was broken off by host-2.' })
    expect(polls).toBe(3)
  })

  test('is asked once where it is silent', async () => {
    let polls = 0
    const baseUrl = await withStorage(() => void polls++)
    const verdict = readyIs200(await verified({ ...dataset, baseUrl, limits: { requestTimeoutMs: shortly } }))
    expect(verdict).toMatchObject({ reason: 'Nothing came from host-2 within the time for one request.' })
    expect(polls).toBe(1)
  })

  test.each([
    ['no HTTP', 'hello\r\n\r\n', 'What came from host-2 is not HTTP/1.1.'],
    ['no HTTP, and much of it', 'x'.repeat(200_000), 'What came from host-2 is not HTTP/1.1.'],
    [
      'huge header fields',
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`,
      'The header fields of host-2 are larger than 64 KiB.',
    ],
    ['half a head', 'HTTP/1.1 200 OK\r\nX: ', 'The connection was broken off by host-2.'],
  ])('is told apart: %s', async (_, answer, reason) => {
    const baseUrl = await withStorage((socket) => socket.end(answer))
    expect(readyIs200(await verified({ ...dataset, baseUrl }))).toMatchObject({ result: 'could-not-check', reason })
  })

  test('may send provisional answers first', async () => {
    const baseUrl = await withStorage((socket, received) => {
      const early = 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'
      socket.end(`${received.startsWith('HEAD') ? early : ''}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`)
    })
    const reports = await verified({ ...dataset, baseUrl })
    expect(verdictOn('ready-is-200', reports).result).toBe('passed')
    expect(verdictOn('head-has-no-body', reports).result).toBe('passed')
  })

  test('may leave the connection of a poll open', async () => {
    const baseUrl = await withStorage((socket, received) => {
      const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
      if (received.startsWith('HEAD')) socket.write(answer)
      else socket.end(answer)
    })
    const reports = await verified({ ...dataset, baseUrl, limits: { requestTimeoutMs: shortly } })
    expect(verdictOn('ready-is-200', reports).result).toBe('passed')
  })

  test('that stops in the middle of a file leaves the file unchecked', async () => {
    const baseUrl = await withStorage((socket, received) => {
      const head = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'
      if (received.startsWith('HEAD')) socket.end(head)
      else socket.write(`${head}ID,Name`)
    })
    const reports = await verified({ ...dataset, baseUrl, limits: { requestTimeoutMs: shortly } })
    expect(verdictOn('download-is-whole', reports)).toMatchObject({
      result: 'could-not-check',
      reason: 'Nothing came from host-2 within the time for one request.',
    })
  })
})

describe('storage that breaks off', () => {
  const csv = csvOf([['ID', 'Name'], ...Array.from({ length: 20 }, (_, i) => [`number ${i}`, 'x'.repeat(10)])])
  const whole = `HTTP/1.1 200 OK\r\nContent-Length: ${csv.length}\r\n\r\n`
  const part = 'HTTP/1.1 206 Partial Content\r\nContent-Length: 64\r\nContent-Range: bytes 16-79/*\r\n\r\n'

  /** A file that is right, and what is made of a request for a range of it. */
  async function withRange(serve: (socket: Socket) => void): Promise<Verdict> {
    const baseUrl = await withStorage((socket, received) => {
      if (received.startsWith('HEAD')) socket.end(whole)
      else if (received.toLowerCase().includes('\r\nrange:')) serve(socket)
      else socket.end(whole + csv)
    })
    return verdictOn('ranges-are-right', await verified({ ...dataset, baseUrl, limits: { requestTimeoutMs: shortly } }))
  }

  test('a range by silence leaves ranges unchecked', async () => {
    const verdict = await withRange((socket) => void socket.write(part + csv.slice(16, 40)))
    const reason = 'Nothing came from host-2 within the time for one request.'
    expect(verdict).toMatchObject({ result: 'could-not-check', reason })
  })

  test('a range by the end of the connection leaves ranges unchecked', async () => {
    const verdict = await withRange((socket) => socket.end(part + csv.slice(16, 40)))
    const reason = 'The connection was broken off by host-2.'
    expect(verdict).toMatchObject({ result: 'could-not-check', reason })
  })

  test('a range that differs up to there breaks the rule all the same', async () => {
    const verdict = await withRange((socket) => socket.end(`${part}other bytes`))
    expect(whatItSays(verdict)).toBe('other bytes')
  })

  test('a range that is whole keeps the rule', async () => {
    expect((await withRange((socket) => socket.end(part + csv.slice(16, 80)))).result).toBe('passed')
  })

  test.each([429, 503])('a range by answering %i leaves ranges unchecked', async (status) => {
    const verdict = await withRange((socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`))
    const reason = `The request for a range was answered ${status}.`
    expect(verdict).toMatchObject({ result: 'could-not-check', reason })
  })

  test('a file before its first record leaves the file unchecked, and breaks nothing', async () => {
    const baseUrl = await withStorage((socket, received) => {
      if (received.startsWith('HEAD')) socket.end(whole)
      else socket.write(`${whole}"ID","Na`)
    })
    const limits = { requestTimeoutMs: shortly }
    const reports = await verified({ baseUrl, limits, checkCsv: (of) => new CsvChecker(of) })
    expect(rulesThat(reports, 'failed')).toEqual([])
    const unchecked = ['download-is-whole', 'csv-keeps-contract', 'csv-keeps-conventions', 'narrower-is-contained']
    expect(rulesThat(reports, 'could-not-check')).toEqual(unchecked.map((id) => `provider/${id}`))
  })
})

describe('how long a file is', () => {
  /** Five bytes; the heads of HEAD and of GET, without their status lines. */
  async function heldAgainst(head: string, get: string): Promise<Verdict> {
    const baseUrl = await withStorage((socket, received) => {
      const isHead = received.startsWith('HEAD')
      socket.end(`HTTP/1.1 200 OK\r\n${isHead ? head : get}\r\n\r\n${isHead ? '' : 'a,b\r\n'}`)
    })
    return verdictOn('download-is-whole', await verified({ ...dataset, baseUrl }))
  }

  test.each([
    ['the poll says another length', 'Content-Length: 9', 'Content-Length: 5'],
    ['the poll says another length, and the download none', 'Content-Length: 9', 'X: 1'],
    ['they are about one entity', 'Content-Length: 9\r\nETag: "a"', 'Content-Length: 5\r\nETag: "a"'],
    ['only one says what entity it is about', 'Content-Length: 9\r\nETag: "a"', 'Content-Length: 5'],
  ])('is in doubt where %s', async (_, head, get) => {
    expect(await heldAgainst(head, get)).toMatchObject({
      result: 'failed',
      findings: [{ received: '5 bytes', expected: '9 bytes, as Content-Length of HEAD pollingUrl says' }],
    })
  })

  test.each([
    ['the poll says nothing of it', 'X: 1', 'Content-Length: 5'],
    ['they are about two entities', 'Content-Length: 9\r\nETag: "a"', 'Content-Length: 5\r\nETag: "b"'],
    ['one is encoded', 'Content-Length: 9\r\nContent-Encoding: gzip', 'Content-Length: 5'],
  ])('is not where %s', async (_, head, get) => {
    expect((await heldAgainst(head, get)).result).toBe('passed')
  })

  test('is shown side by side', async () => {
    const verdict = await heldAgainst('Content-Length: 9', 'Content-Length: 5')
    expect(verdict).toMatchObject({
      findings: [
        {
          evidence: {
            columns: ['length', 'bytes'],
            rows: [
              ['what came', '5'],
              ['Content-Length of GET url', '5'],
              ['Content-Length of HEAD pollingUrl', '9'],
            ],
          },
        },
      ],
    })
  })
})

describe('a POST that is put off', () => {
  const posts = ({ requests }: FaultyProvider) => requests.filter(({ at }) => at === 'api').length

  test.each([
    ['as long as Retry-After says', [{ status: 429, retryAfter: '7' }], [7000]],
    ['a second where it does not say', [{ status: 503 }], [1000]],
    ['a second where it says a date', [{ status: 503, retryAfter: 'Wed, 04 Mar 2026 05:06:07 GMT' }], [1000]],
    ['no longer than a minute', [{ status: 503, retryAfter: '3600' }], [60_000]],
    ['twice', [{ status: 429, retryAfter: '2' }, { status: 503 }], [2000, 1000]],
  ])('is sent again after it has waited %s', async (_, postpones, waits) => {
    const provider = await faultyProvider({ postpones, notReadyPolls: 0 })
    const clock = new VirtualClock()
    const reports = await verified({ ...dataset, baseUrl: provider.baseUrl, clock })
    expect(reports.map((report) => outcomeOf(report))).toEqual(['kept'])
    expect(clock.waits).toEqual(waits)
    expect(posts(provider)).toBe(2 + postpones.length)
  })

  test.each([429, 503])('three times with %i leaves all unchecked, and tells nothing of keys', async (status) => {
    const provider = await faultyProvider({ postpones: Array.from({ length: 3 }, () => ({ status })) })
    const reports = await verified({ ...dataset, baseUrl: provider.baseUrl })
    expect(soleReason(reports)).toBe(`The POST was answered ${status}. Try again later.`)
    expect(reports[0]!.facts).not.toHaveProperty('api-keys')
    expect(posts(provider)).toBe(3)
  })

  test('is not waited for beyond the time for all of it', async () => {
    const provider = await faultyProvider({ postpones: [{ status: 429, retryAfter: '30' }] })
    const clock = new VirtualClock()
    const reports = await verified({ ...dataset, baseUrl: provider.baseUrl, clock, limits: { totalMs: 4500 } })
    expect(soleReason(reports)).toBe('The time for the whole verification was over.')
    expect(clock.waits).toEqual([4500])
    expect(posts(provider)).toBe(1)
  })

  test('with 500 is not sent again, and tells nothing of keys', async () => {
    const provider = await faultyProvider({ breaches: ['answers the POST with 500'] })
    const reports = await verified({ ...dataset, baseUrl: provider.baseUrl })
    expect(verdictOn('post-answers-200', reports).result).toBe('failed')
    expect(reports[0]!.facts).not.toHaveProperty('api-keys')
    expect(posts(provider)).toBe(1)
  })

  test('shows that the service throttles', async () => {
    const { baseUrl } = await faultyProvider({ postpones: [{ status: 429, retryAfter: '1' }] })
    const reports = await verified({ ...dataset, baseUrl })
    expect(reports[0]!.facts).toMatchObject({ throttling: '429 with Retry-After', 'api-keys': 'none is needed' })
  })
})

describe('a file', () => {
  const columns = (of: { download: { columns: readonly { name: string }[] } }) =>
    of.download.columns.map(({ name }) => name)

  test('is read up to the limit, and what needs the rest is left unchecked', async () => {
    const file = await bytesFor('rbac2', { rows: 5000 })
    const { baseUrl, requests } = await faultyProvider({ fileOf: () => file })
    const reports = await verified({ ...dataset, baseUrl, limits: { bytes: 10_000 } })
    const reason = 'Only the first 10000 bytes of it were read.'
    expect(verdictOn('download-is-whole', reports)).toMatchObject({ result: 'could-not-check', reason })
    expect(verdictOn('csv-keeps-contract', reports)).toMatchObject({ result: 'could-not-check', reason })
    expect(reports[0]!.facts).toMatchObject({ bytes: 10_000 })
    expect(requests.filter(({ method }) => method === 'GET').length).toBeGreaterThan(1)
  })

  test('that breaks a rule within the limit fails it all the same', async () => {
    const { baseUrl } = await faultyProvider({
      fileOf: (of) => Buffer.from(csvOf(Array.from({ length: 5000 }, () => columns(of).slice(1)))),
    })
    const reports = await verified({ ...dataset, baseUrl, limits: { bytes: 10_000 } })
    expect(verdictOn('csv-keeps-contract', reports).result).toBe('failed')
  })

  test.each(['gzip', 'br'] as const)(
    'may claim to be compressed with %s; what is not is left unchecked',
    async (encoding) => {
      const { baseUrl } = await faultyProvider({ fileHeaders: { 'content-encoding': encoding } })
      const verdict = verdictOn('csv-keeps-contract', await verified({ ...dataset, baseUrl }))
      expect(verdict).toMatchObject({
        result: 'could-not-check',
        reason: `It could not be decoded as ${encoding}, which Content-Encoding says that it is.`,
      })
    },
  )

  test('that grows beyond the limit when it is decompressed is not read on', async () => {
    const file = gzipSync(await bytesFor('rbac2', { rows: 5000 }))
    const { baseUrl } = await faultyProvider({ fileOf: () => file, fileHeaders: { 'content-encoding': 'gzip' } })
    const reports = await verified({ ...dataset, baseUrl, limits: { bytes: 100_000 } })
    expect(verdictOn('csv-keeps-contract', reports)).toMatchObject({
      result: 'could-not-check',
      reason: 'Only the first 100000 bytes of it were read.',
    })
  })

  test.each(['identity', 'gzip'])('whose judge fails is an error of the judge, sent as %s', async (encoding) => {
    const { baseUrl } = await faultyProvider({
      fileOf: (of) => (encoding === 'gzip' ? gzipSync : Buffer.from)(csvOf([columns(of), columns(of)])),
      fileHeaders: { 'content-encoding': encoding },
    })
    const mistake = new Error('a mistake of the judge')
    const checkCsv = () => ({
      push: () => {
        throw mistake
      },
      end: () => {
        throw mistake
      },
    })
    await expect(verified({ ...dataset, baseUrl, checkCsv })).rejects.toBe(mistake)
  })

  test.each([
    ['is empty', ''],
    ['is a header alone', 'a,b'],
    ['is one open quotation mark', '"'],
    ['is bytes', '\xff\0\xfe'],
  ])('that %s stops nothing', async (_, file) => {
    const { baseUrl } = await faultyProvider({ fileOf: () => Buffer.from(file, 'latin1') })
    const reports = await verified({ baseUrl })
    expect(rulesThat(reports, 'failed')).toEqual(['provider/csv-keeps-contract'])
    // What has no sound records holds none against others.
    expect(rulesThat(reports, 'could-not-check')).toEqual(['provider/narrower-is-contained'])
  })
})

test('a record that comes in between two exports is no breach', async () => {
  const [header, ...records] = (await bytesFor('requests', { rows: 2 })).toString().match(/.*\n/g)!
  const { baseUrl } = await faultyProvider({
    fileOf: (_, __, n) => Buffer.from([header, ...records.slice(0, n)].join('')),
  })
  const verdict = verdictOn('narrower-is-contained', await verified({ baseUrl, datasets: ['requests'] }))
  expect(verdict.result).toBe('passed')
})

test('a key that is refused leaves all unchecked, and is asked for', async () => {
  const { baseUrl } = await faultyProvider({ apiKey: { id: 'right', secret: 'right' } })
  const reports = await verified({ ...dataset, baseUrl, apiKey: { id: 'wrong', secret: 'wrong' } })
  expect(soleReason(reports)).toBe('The POST was answered 401. Give an API key that the service accepts.')
})

describe('an abort', () => {
  test('before it begins rejects at once', async () => {
    const { baseUrl, requests } = await faultyProvider()
    const reason = new Error('enough')
    await expect(verified({ baseUrl, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(requests).toEqual([])
  })

  test('rejects with its reason and leaves no connection open', async () => {
    const abort = new AbortController()
    const reason = new Error('enough')
    const { baseUrl, connections } = await faultyProvider({ notReadyPolls: 50 })
    const onStep = (sentence: string) => {
      if (sentence.includes('poll 2')) abort.abort(reason)
    }
    await expect(verified({ baseUrl, signal: abort.signal, onStep })).rejects.toBe(reason)
    await expect.poll(connections).toBe(0)
  })
})

test('no connection stays open', async () => {
  const { baseUrl, connections } = await faultyProvider()
  await verified({ baseUrl })
  await expect.poll(connections).toBe(0)
})

test('the limit of polls holds, and GET is tried once at its end', async () => {
  const { baseUrl, requests } = await faultyProvider({ notReadyPolls: 100 })
  await verified({ ...dataset, baseUrl, limits: { polls: 7 } })
  expect(requests.filter(({ method }) => method === 'HEAD')).toHaveLength(7)
  expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(1)
})

test('the time for all of it holds between polls', async () => {
  const { baseUrl, requests } = await faultyProvider({ notReadyPolls: 100 })
  const clock = new VirtualClock()
  const reports = await verified({ ...dataset, baseUrl, clock, limits: { totalMs: 4500, pollGapMs: 1000 } })
  expect(requests.filter(({ method }) => method === 'HEAD')).toHaveLength(5)
  expect(whatItSays(verdictOn('ready-is-200', reports))).toBe('The time for the whole verification was over.')
  expect(clock.waits).toEqual([1000, 1000, 1000, 1000, 500])
})

test('every rule has a verdict in every report, even where nothing was answered', async () => {
  const reports = await verified({ baseUrl: `http://127.0.0.1:${await freePort()}` })
  for (const { verdicts } of reports)
    expect(verdicts.map(({ rule }) => rule.id)).toEqual(providerRules.map(({ id }) => id))
})
