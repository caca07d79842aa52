import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type LogTarget, OptionError, type StartOptions, startMockServer } from '../../server/index.ts'
import { connected, requestText, targetOf } from '../support/raw-http.ts'
import { hasIpv6, healthOf, requestDownload, started } from '../support/started.ts'

describe('startMockServer', () => {
  test('resolves once it serves', async () => {
    const server = await started()
    expect((await fetch(`${server.baseUrl}/__mock/health`)).status).toBe(200)
  })

  test('binds a free port of loopback, and tells which', async () => {
    const [a, b] = [await started(), await started()]
    expect(a.baseUrl).toBe(`http://127.0.0.1:${a.port}`)
    expect(a.port).not.toBe(b.port)
  })

  test.each([
    ...(hasIpv6 ? [['::1', 'http://[::1]:']] : []),
    ['0.0.0.0', 'http://127.0.0.1:'],
    ['localhost', 'http://'],
  ])('bound to %s it tells an address that a client can use: %s', async (host, beginning) => {
    const server = await started({ host: host! })
    expect(server.baseUrl).toContain(beginning)
    const urls = await requestDownload(server, 'rbac2')
    expect((await fetch(urls.pollingUrl, { method: 'HEAD' })).status).toBe(404)
  })

  test.each([
    ['https://mock.example.com/balkan/', 'https://mock.example.com/balkan'],
    ['HTTPS://Mock.Example.com:443', 'https://mock.example.com'],
    ["http://mock.example.com/it's (ours)", "http://mock.example.com/it's%20(ours)"],
  ])('tells publicUrl instead, as the URLs begin: %s', async (publicUrl, baseUrl) => {
    const server = await started({ publicUrl })
    expect(server.baseUrl).toBe(baseUrl)
    const { url } = await requestDownload({ ...server, baseUrl: `http://127.0.0.1:${server.port}` }, 'rbac2')
    expect(url.slice(0, url.indexOf('/storage/'))).toBe(baseUrl)
  })

  test('rejects where the port is taken', async () => {
    const { port } = await started()
    await expect(startMockServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test.each([
    [{ rows: -1 }, 'rows'],
    [{ sead: 1 }, 'sead'],
  ])('rejects for a wrong option: %j', async (options, name) => {
    const starting = startMockServer(options as StartOptions)
    await expect(starting).rejects.toThrow(OptionError)
    await expect(starting).rejects.toThrow(name)
  })

  test('logs to a target of its caller', async () => {
    const lines: string[] = []
    const logger: LogTarget = { level: 'info', stream: { write: (line) => void lines.push(line) } }
    const server = await started({ logger })
    await requestDownload(server, 'rbac2')
    await healthOf(server)
    expect(lines.some((line) => line.includes('"method":"POST"'))).toBe(true)
  })

  test('two in one process do not know each other', async () => {
    const [a, b] = [await started({ seed: 1 }), await started({ seed: 2 })]
    await requestDownload(a, 'requests')
    expect([(await healthOf(a)).exports, (await healthOf(b)).exports]).toEqual([1, 0])
  })
})

describe('close', () => {
  test('frees the port', async () => {
    const server = await started()
    await server.close()
    const next = createServer().listen(server.port, '127.0.0.1')
    await once(next, 'listening')
    next.close()
    await once(next, 'close')
  })

  test('may be called again, also at once', async () => {
    const server = await started()
    await Promise.all([server.close(), server.close()])
    await expect(server.close()).resolves.toBeUndefined()
  })

  test('ends idle connections', async () => {
    const server = await started()
    const socket = await connected(server.port)
    const ended = once(socket, 'close')
    await server.close()
    await ended
  })

  test('ends a request that is still arriving', async () => {
    const server = await started()
    const socket = await connected(server.port)
    socket.write('POST /api/rest/v0/requests/download-url HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{')
    await healthOf(server) // so that the server has seen the beginning
    const ended = once(socket, 'close')
    await server.close()
    await ended
  })

  test('ends a running download, within a second', async () => {
    const server = await started({ notReadyPolls: 0, rows: 300_000 })
    const { url } = await requestDownload(server, 'requests')
    const socket = await connected(server.port)
    socket.on('error', () => undefined) // it is reset
    socket.write(requestText(`GET ${targetOf(url)} HTTP/1.1`, { Host: new URL(url).host }))
    await once(socket, 'data')
    const ended = once(socket, 'close')
    const before = performance.now()
    await Promise.all([server.close(), ended])
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test('does not wait for the measuring of an object', async () => {
    const server = await started({ rows: 100_000_000 })
    await requestDownload(server, 'requests')
    const before = performance.now()
    await server.close()
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test('is what `await using` calls', async () => {
    const port = await (async () => {
      await using server = await startMockServer()
      expect((await healthOf(server)).exports).toBe(0)
      return server.port
    })()
    await expect(fetch(`http://127.0.0.1:${port}/__mock/health`)).rejects.toThrow()
  })
})

test('closing and resetting do not wait for a request that never arrives whole', async () => {
  const server = await startMockServer()
  const socket = await connected(server.port)
  const closed = once(socket, 'close')
  socket.on('error', () => undefined) // it may be reset
  socket.write('POST /api/rest/v0/rbac2/download-url HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{')
  await healthOf(server) // a later request is answered, so that one has begun
  await server.root.reset()
  await server.close()
  await closed
})

test('what closing cuts short is no unhandled rejection', async () => {
  const unheard: unknown[] = []
  const listen = (error: unknown) => unheard.push(error)
  process.on('unhandledRejection', listen)
  onTestFinished(() => void process.off('unhandledRejection', listen))
  const server = await started({ rows: 1_000_000 })
  await requestDownload(server, 'requests')
  await server.close()
  await new Promise((resolve) => setImmediate(resolve))
  expect(unheard).toEqual([])
})
