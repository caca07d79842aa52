import { describe, expect, test, vi } from 'vitest'
import type { Exchange } from '../../../contracts/client/exchange.ts'
import { Journal, type JournalLimits, journalSpace } from '../../../server/journal/journal.ts'
import { ids, journalOf, newYear, recordOf, roomy, shown } from './records.ts'

function journalWith(count: number, limits: Partial<JournalLimits> = {}): Journal {
  const journal = journalOf(limits)
  for (let i = 0; i < count; i++) journal.add(recordOf())
  return journal
}

describe('an exchange', () => {
  test('is shown as it was', () => {
    const exchange = shown({
      time: newYear + 250,
      endedAt: newYear + 300,
      method: 'POST',
      url: '/api/rest/v0/x/download-url?a=1',
      phase: 'call',
      requestHeaders: ['Host', 'h', 'X-Api-Key-Secret', 'abc'],
      requestBody: '{}',
      exportId: 'e1',
      gapMs: 7,
      status: 200,
      responseHeaders: { 'content-type': 'application/json', 'content-length': 8 },
      responseBody: Buffer.from('{"a":"é"}'.slice(0, 9)),
      bytesSent: 10,
      fault: 'slow-answer',
      problem: 'expired',
      note: 'The URL expired.',
      brokenOff: false,
    })
    expect(exchange).toEqual({
      id: 1,
      sandbox: 'default',
      export: 'e1',
      phase: 'call',
      time: '2026-01-01T00:00:00.250Z',
      method: 'POST',
      path: '/api/rest/v0/x/download-url?a=1',
      requestHeaders: [
        ['Host', 'h'],
        ['X-Api-Key-Secret', '***'],
      ],
      requestBody: { text: '{}', bytes: 2, truncated: false },
      status: 200,
      responseHeaders: [
        ['content-type', 'application/json'],
        ['content-length', '8'],
      ],
      responseBody: { text: '{"a":"é"}', bytes: 10, truncated: false },
      bytesSent: 10,
      durationMs: 50,
      gapMs: 7,
      fault: 'slow-answer',
      problem: 'expired',
      note: 'The URL expired.',
      brokenOff: false,
    } satisfies Exchange)
  })

  test('says null for what there was not, and can be written as JSON', () => {
    const { status: _, responseHeaders: __, ...unanswered } = recordOf({ brokenOff: true })
    const journal = journalOf()
    const exchange = journal.get(journal.add(unanswered))!
    expect(exchange).toMatchObject({
      export: null,
      requestBody: null,
      status: null,
      responseHeaders: [],
      responseBody: null,
      gapMs: null,
      fault: null,
      problem: null,
      note: null,
      brokenOff: true,
    })
    expect(JSON.parse(JSON.stringify(exchange))).toEqual(exchange)
  })

  test('took no less than no time, also where its clock was set back', () => {
    expect(shown({ endedAt: newYear - 5000 }).durationMs).toBe(0)
  })

  test('is a copy: who writes to it writes to nothing else', () => {
    const journal = journalWith(1)
    const [first, untouched] = [journal.get(1)!, structuredClone(journal.get(1)!)]
    for (const list of [first.requestHeaders, first.responseHeaders] as [string, string][][]) {
      list[0]![1] = 'changed'
      list.push(['x', 'y'])
    }
    expect(journal.get(1)).toEqual(untouched)
  })
})

describe('a body', () => {
  test('of a request is cut after so many characters, and says so', () => {
    expect(shown({ requestBody: 'éabcdef' }, { bodyLength: 3 }).requestBody).toEqual({
      text: 'éab',
      bytes: 8,
      truncated: true,
    })
  })

  test('of an answer of which less was captured than sent is cut, and says so', () => {
    expect(shown({ responseBody: Buffer.from('abc'), bytesSent: 5000 }).responseBody).toEqual({
      text: 'abc',
      bytes: 5000,
      truncated: true,
    })
  })

  test('that was captured larger than is kept is cut, and says so', () => {
    expect(shown({ responseBody: Buffer.from('abcdef'), bytesSent: 6 }, { bodyLength: 2 }).responseBody).toEqual({
      text: 'ab',
      bytes: 6,
      truncated: true,
    })
  })

  test('that was broken off has the length that its header promised', () => {
    const changes = { responseBody: Buffer.from('abc'), bytesSent: 3, brokenOff: true }
    expect(shown({ ...changes, responseHeaders: { 'Content-Length': '900' } }).responseBody).toEqual({
      text: 'abc',
      bytes: 900,
      truncated: true,
    })
  })

  test('that is cut in a character loses that character', () => {
    expect(shown({ responseBody: Buffer.from('aé').subarray(0, 2), bytesSent: 3 }).responseBody?.text).toBe('a')
  })

  test('keeps its byte order mark', () => {
    const bodies = [3, 99].map((bytesSent) => shown({ responseBody: Buffer.from('\uFEFF'), bytesSent }).responseBody)
    expect(bodies.map((body) => body?.text)).toEqual(['\uFEFF', '\uFEFF'])
  })

  test('of which nothing was captured says how long it was', () => {
    expect(shown({ bytesSent: 7 }).responseBody).toEqual({ text: '', bytes: 7, truncated: true })
  })

  test('that is compressed is not kept, since nothing in it can be masked', () => {
    const changes = { responseBody: Buffer.from('compressed'), bytesSent: 10 }
    expect(shown({ ...changes, responseHeaders: { 'Content-Encoding': 'gzip' } }).responseBody).toEqual({
      text: '',
      bytes: 10,
      truncated: true,
    })
  })
})

describe('the journal of a sandbox', () => {
  test('counts ids from 1 in the order in which exchanges were over', () => {
    const journal = journalOf()
    expect([journal.add(recordOf()), journal.add(recordOf({ time: newYear - 1 }))]).toEqual([1, 2])
    expect(ids(journal.exchanges())).toEqual([1, 2])
  })

  test('keeps the last so many', () => {
    const journal = journalWith(5, { perSandbox: 3 })
    expect([ids(journal.exchanges()), journal.count, journal.dropped]).toEqual([[3, 4, 5], 3, 2])
  })

  test('knows nothing of those that it has dropped, nor of those to come', () => {
    const journal = journalWith(5, { perSandbox: 3 })
    expect([2, 3, 5, 6].map((id) => journal.get(id)?.id)).toEqual([undefined, 3, 5, undefined])
  })

  test('may keep none at all', () => {
    const journal = journalWith(2, { perSandbox: 0 })
    expect([journal.exchanges(), journal.count, journal.dropped]).toEqual([[], 0, 2])
  })

  test('goes on with its ids after it was cleared', () => {
    const journal = journalWith(3, { perSandbox: 2 })
    journal.clear()
    expect([journal.exchanges(), journal.count, journal.dropped]).toEqual([[], 0, 0])
    journal.add(recordOf())
    expect([ids(journal.exchanges()), journal.count, journal.dropped]).toEqual([[4], 1, 0])
  })

  test('answers what a filter wants, the last ones where there is a limit', () => {
    const journal = journalOf()
    for (const method of ['HEAD', 'GET', 'HEAD', 'HEAD']) journal.add(recordOf({ method }))
    expect(ids(journal.exchanges({ method: 'HEAD', limit: 2 }))).toEqual([3, 4])
  })

  test('keeps nothing of an exchange that it could not read, and goes on', () => {
    const journal = journalWith(1, { total: 2 })
    const unreadable = recordOf({ requestHeaders: undefined as unknown as string[] })
    expect(() => journal.add(unreadable)).toThrow(TypeError)
    for (let i = 0; i < 2; i++) journal.add(recordOf())
    expect(ids(journal.exchanges())).toEqual([2, 3])
  })
})

describe('all journals of a server together', () => {
  function two(limits: Partial<JournalLimits>): [Journal, Journal] {
    const space = journalSpace({ ...roomy, ...limits })
    return [new Journal('a', space), new Journal('b', space)]
  }

  test('keep the last so many, whoever has them', () => {
    const [a, b] = two({ total: 4 })
    for (const journal of [a, a, b, a, b, b]) journal.add(recordOf())
    expect([ids(a.exchanges()), ids(b.exchanges())]).toEqual([[3], [1, 2, 3]])
    expect([a.dropped, b.dropped]).toEqual([2, 0])
  })

  test('name their sandbox', () => {
    const [a, b] = two({})
    for (const journal of [a, b]) journal.add(recordOf())
    expect([a, b].map((journal) => journal.get(1)?.sandbox)).toEqual(['a', 'b'])
  })

  test('what one drops by itself is not taken from another', () => {
    const [busy, quiet] = two({ perSandbox: 2, total: 6 })
    quiet.add(recordOf())
    for (let i = 0; i < 5; i++) busy.add(recordOf())
    expect([ids(quiet.exchanges()), ids(busy.exchanges())]).toEqual([[1], [4, 5]])
  })

  test('one that was cleared leaves its places, and loses nothing that came later', () => {
    const [a, b] = two({ total: 3 })
    for (let i = 0; i < 3; i++) a.add(recordOf())
    a.clear()
    a.add(recordOf())
    for (let i = 0; i < 2; i++) b.add(recordOf())
    expect([ids(a.exchanges()), ids(b.exchanges())]).toEqual([[4], [1, 2]])
  })

  test('with a total of one, the newest is kept', () => {
    const [a, b] = two({ total: 1 })
    for (const journal of [a, a, b]) journal.add(recordOf())
    expect([ids(a.exchanges()), ids(b.exchanges())]).toEqual([[], [1]])
  })
})

describe('who subscribes', () => {
  test('is told of each exchange from then on, once it is kept', () => {
    const journal = journalWith(1)
    const told: unknown[] = []
    journal.subscribe((exchange) => told.push([exchange.id, journal.get(exchange.id)?.id, journal.count]))
    journal.add(recordOf())
    journal.add(recordOf())
    expect(told).toEqual([
      [2, 2, 2],
      [3, 3, 3],
    ])
  })

  test('is told no more after unsubscribing, which may be done twice', () => {
    const journal = journalOf()
    const [listener, other] = [vi.fn(), vi.fn()]
    const unsubscribe = journal.subscribe(listener)
    unsubscribe()
    journal.subscribe(other)
    unsubscribe()
    journal.add(recordOf())
    expect([listener.mock.calls.length, other.mock.calls.length]).toEqual([0, 1])
  })

  test('twice is told twice, and once after unsubscribing once', () => {
    const journal = journalOf()
    const listener = vi.fn()
    const [unsubscribe] = [journal.subscribe(listener), journal.subscribe(listener)]
    journal.add(recordOf())
    unsubscribe()
    journal.add(recordOf())
    expect(listener).toHaveBeenCalledTimes(3)
  })

  test('gets a copy of its own', () => {
    const journal = journalOf()
    const told: Exchange[] = []
    for (let i = 0; i < 2; i++) journal.subscribe((exchange) => told.push(exchange))
    journal.add(recordOf())
    expect(told[0]).toEqual(told[1])
    expect(told[0]).not.toBe(told[1])
  })

  test('may throw: the exchange is kept, and others are told', () => {
    const journal = journalOf()
    const other = vi.fn()
    journal.subscribe(() => {
      throw new Error('not my day')
    })
    journal.subscribe(other)
    expect(journal.add(recordOf())).toBe(1)
    expect([journal.count, other.mock.calls.length]).toEqual([1, 1])
  })

  test('may unsubscribe another while being told', () => {
    const journal = journalOf()
    const other = vi.fn()
    journal.subscribe(() => unsubscribe())
    const unsubscribe = journal.subscribe(other)
    journal.add(recordOf())
    expect(other).not.toHaveBeenCalled()
  })
})
