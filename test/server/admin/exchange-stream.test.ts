import { request } from 'node:http'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { streamExchanges } from '../../../server/admin/exchange-stream.ts'
import { buildApp } from '../../../server/index.ts'
import type { Mock } from '../../../server/mock.ts'
import { emulator } from '../../support/emulator.ts'
import { openEventStream } from '../../support/event-stream.ts'
import { urlsFrom } from '../../support/plain-client.ts'

/** A mock that listens, with its insides. */
async function listening() {
  const app = buildApp({ rows: 2, notReadyPolls: 1 })
  onTestFinished(() => app.close())
  const baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  const stream = (sandbox: string, query = '') => `${baseUrl}/__mock/sandboxes/${sandbox}/exchanges/stream${query}`
  return { mock: app.mock, baseUrl, stream }
}

/** Asks for a path that there is not, and waits until that is in the journal. */
async function ask(baseUrl: string, path: string): Promise<void> {
  await (await fetch(baseUrl + path)).arrayBuffer()
}

/** Counts those who listen to a sandbox, from now on. */
function listenersOf(mock: Mock, sandbox: string): () => number {
  const { journal } = mock.sandbox(sandbox).world
  const subscribe = journal.subscribe.bind(journal)
  let open = 0
  vi.spyOn(journal, 'subscribe').mockImplementation((listener) => {
    open++
    const unsubscribe = subscribe(listener)
    return () => {
      open--
      unsubscribe()
    }
  })
  return () => open
}

describe('GET /__mock/sandboxes/<id>/exchanges/stream', () => {
  test('tells of each exchange when it is over, as the in-process API does', async () => {
    const { mock, baseUrl, stream } = await listening()
    const events = await openEventStream(stream('default'))
    expect(events.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(events.response.headers.get('cache-control')).toBe('no-store')
    const { pollingUrl } = await urlsFrom(baseUrl)
    await fetch(pollingUrl, { method: 'HEAD' })
    const told = await events.next(2)
    expect(told.map(({ data }) => data)).toEqual(mock.root.exchanges())
    expect(told).toMatchObject([
      { id: '1', event: 'exchange', data: { phase: 'call', status: 200 } },
      { id: '2', event: 'exchange', data: { phase: 'poll', status: 404 } },
    ])
  })

  test('begins with what happens next', async () => {
    const { baseUrl, stream } = await listening()
    await ask(baseUrl, '/before')
    const events = await openEventStream(stream('default'))
    await ask(baseUrl, '/after')
    expect(await events.next(1)).toMatchObject([{ id: '2', data: { path: '/after' } }])
  })

  test.each<[string, string, Record<string, string>, string[]]>([
    ['Last-Event-ID', '', { 'last-event-id': '1' }, ['2', '3']],
    ['after', '?after=2', {}, ['3']],
    ['Last-Event-ID rather than after, with which a browser began', '?after=0', { 'last-event-id': '2' }, ['3']],
    ['after nothing', '?after=0', {}, ['1', '2', '3']],
    ['the last so many', '?limit=2', {}, ['2', '3']],
    ['no number', '', { 'last-event-id': 'x' }, []],
  ])('tells again what is still kept: %s', async (_, query, headers, ids) => {
    const { baseUrl, stream } = await listening()
    for (const path of ['/1', '/2', '/3']) await ask(baseUrl, path)
    const events = await openEventStream(stream('default', query), headers)
    await ask(baseUrl, '/4')
    expect((await events.next(ids.length + 1)).map(({ id }) => id)).toEqual([...ids, '4'])
  })

  test('tells of those that are asked for', async () => {
    const { baseUrl, stream } = await listening()
    const events = await openEventStream(stream('default', '?problem=unknown-path'))
    await urlsFrom(baseUrl)
    await ask(baseUrl, '/nowhere')
    expect(await events.next(1)).toMatchObject([{ id: '2', data: { problem: 'unknown-path' } }])
  })

  test('tells of no other sandbox', async () => {
    const { mock, baseUrl, stream } = await listening()
    mock.create({ id: 'mine' })
    const events = await openEventStream(stream('mine'))
    await ask(baseUrl, '/nowhere')
    await ask(baseUrl, '/~mine/here')
    expect(await events.next(1)).toMatchObject([{ id: '1', data: { sandbox: 'mine', path: '/~mine/here' } }])
  })

  test('tells several of the same', async () => {
    const { baseUrl, stream } = await listening()
    const all = await Promise.all([openEventStream(stream('default')), openEventStream(stream('default'))])
    await ask(baseUrl, '/nowhere')
    expect((await Promise.all(all.map((events) => events.next(1)))).flat().map(({ id }) => id)).toEqual(['1', '1'])
  })

  test.each<[string, (mock: Mock) => Promise<void>]>([
    ['reset', (mock) => mock.sandbox('mine').reset()],
    ['deleted', (mock) => mock.sandbox('mine').delete()],
  ])('ends when the sandbox is %s, and has the reader forget its place', async (_, end) => {
    const { mock, baseUrl, stream } = await listening()
    mock.create({ id: 'mine' })
    const listeners = listenersOf(mock, 'mine')
    const events = await openEventStream(stream('mine'))
    await ask(baseUrl, '/~mine/here')
    await events.next(1)
    expect(listeners()).toBe(1)
    await end(mock)
    expect(await events.rest()).toEqual([{ id: '', event: 'end', data: {} }])
    expect(listeners()).toBe(0)
  })

  test('leaves no listener behind a reader who leaves', async () => {
    const { mock, stream } = await listening()
    const listeners = listenersOf(mock, 'default')
    const all = await Promise.all(Array.from({ length: 20 }, () => openEventStream(stream('default'))))
    expect(listeners()).toBe(20)
    for (const events of all) events.leave()
    await expect.poll(listeners).toBe(0)
  })

  test('disconnects a reader who does not read', async () => {
    const { mock, stream } = await listening()
    const listeners = listenersOf(mock, 'default')
    const deaf = request(stream('default')).end()
    const closed = new Promise((resolve) => deaf.on('close', resolve))
    deaf.on('error', () => undefined)
    await new Promise<void>((resolve) => deaf.on('response', (response) => resolve(void response.pause())))
    expect(listeners()).toBe(1)
    const { journal } = mock.root.world
    const url = `/${'x'.repeat(50_000)}`
    const record = {
      time: 0,
      method: 'GET',
      url,
      phase: 'other',
      requestHeaders: [],
      bytesSent: 0,
      endedAt: 0,
    } as const
    // What fits into the buffers of both sides, and a MiB that waits.
    for (let i = 0; i < 2000 && listeners() > 0; i++) {
      journal.add({ ...record })
      await new Promise(setImmediate)
    }
    await expect.poll(listeners).toBe(0)
    deaf.destroy()
    await closed
  })

  test('says now and then that it is still there, and keeps the sandbox from being idle', async () => {
    const app = Fastify()
    const { app: mocks, clock } = emulator()
    const sandbox = mocks.mock.create()
    app.get('/', (request, reply) => streamExchanges({ mock: mocks.mock, request, reply }, sandbox, {}, 1))
    onTestFinished(() => app.close())
    const body = (await fetch(await app.listen({ port: 0 }))).body!.pipeThrough(new TextDecoderStream())
    clock.advance(1000)
    await expect.poll(() => sandbox.usedAt).toBe(clock.now())
    let text = ''
    for await (const chunk of body) {
      text += chunk
      if (text.includes('still here')) break
    }
    expect(text).toMatch(/^retry: 1000\n: The exchanges of s1\.\n\n: still here\n\n/)
  })

  test('ends with the server', async () => {
    const app = buildApp()
    const baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
    const events = await openEventStream(`${baseUrl}/__mock/sandboxes/default/exchanges/stream`)
    const rest = events.rest().catch(() => 'broken off')
    await app.close()
    await rest
  })

  test.each(['?phase=x', '?format=har', '?nothing=1'])('refuses %s as JSON, before it begins', async (query) => {
    const { stream } = await listening()
    const response = await fetch(stream('default', query))
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
  })
})
