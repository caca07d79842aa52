import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { emulator, host, readyExport } from '../support/emulator.ts'
import { readStorageError } from '../support/storage-error.ts'

describe('GET /__mock/health', () => {
  test('tells what is served, and how much of it is going on', async () => {
    const balkanid = emulator({ seed: 7 })
    await balkanid.requestDownload('requests')
    await balkanid.requestDownload('rbac2')
    expect(await balkanid.health()).toEqual({
      status: 'ok',
      version: manifest.version,
      seed: 7,
      datasets: ['requests', 'rbac2'],
      exports: 2,
      downloads: 0,
      sandboxes: 1,
    })
  })

  test('counts no export for a refused POST', async () => {
    const balkanid = emulator()
    await balkanid.post('requests', '{')
    await balkanid.post('nothing', {})
    expect(await balkanid.health()).toMatchObject({ exports: 0 })
  })
})

describe('more exports than limits.exports', () => {
  test('push out the oldest', async () => {
    const balkanid = emulator({ limits: { exports: 3 }, notReadyPolls: 0 })
    const all = [
      await balkanid.requestDownload('requests'),
      await balkanid.requestDownload('rbac2'),
      await balkanid.requestDownload('requests'),
      await balkanid.requestDownload('rbac2'),
      await balkanid.requestDownload('requests'),
    ]
    const statuses = await Promise.all(all.map(({ pollingUrl }) => balkanid.poll(pollingUrl)))
    expect(statuses).toEqual([404, 404, 200, 200, 200])
    expect(await balkanid.health()).toMatchObject({ exports: 3 })
  })

  test('which are then no such key, with a hint why', async () => {
    const balkanid = emulator({ limits: { exports: 1 }, notReadyPolls: 0 })
    const { url } = await balkanid.requestDownload('requests')
    await balkanid.requestDownload('requests')
    const response = await balkanid.download(url)
    expect(readStorageError(response.body)).toMatchObject({ Code: 'NoSuchKey' })
    expect(response.headers['x-mock-hint']).toContain('or made many exports since')
  })

  test('never grow beyond it, however many there are', async () => {
    const balkanid = emulator({ limits: { exports: 10 } })
    await Promise.all(Array.from({ length: 500 }, () => balkanid.requestDownload('rbac2')))
    expect(await balkanid.health()).toMatchObject({ exports: 10 })
  })
})

describe('expired exports', () => {
  test('are dropped at the next POST', async () => {
    const balkanid = emulator({ urlLifetime: '60s' })
    await balkanid.requestDownload('requests')
    balkanid.clock.advance(30_000)
    await balkanid.requestDownload('requests')
    balkanid.clock.advance(30_001)
    await balkanid.requestDownload('requests')
    expect(await balkanid.health()).toMatchObject({ exports: 2 })
  })

  test('all of them, and the store goes on from there', async () => {
    const balkanid = emulator({ urlLifetime: '60s', notReadyPolls: 0 })
    await balkanid.requestDownload('requests')
    await balkanid.requestDownload('requests')
    balkanid.clock.advance(120_000)
    const [a, b] = [await balkanid.requestDownload('requests'), await balkanid.requestDownload('rbac2')]
    expect(await balkanid.health()).toMatchObject({ exports: 2 })
    expect([await balkanid.poll(a.pollingUrl), await balkanid.poll(b.pollingUrl)]).toEqual([200, 200])
    balkanid.clock.advance(120_000)
    await balkanid.requestDownload('requests')
    expect(await balkanid.health()).toMatchObject({ exports: 1 })
  })

  test('not while their URLs are good', async () => {
    const balkanid = emulator({ urlLifetime: '60s', notReadyPolls: 0 })
    const { pollingUrl } = await balkanid.requestDownload('requests')
    balkanid.clock.advance(60_000)
    await balkanid.requestDownload('requests')
    expect(await balkanid.poll(pollingUrl)).toBe(200)
  })
})

test('without any memory for objects they are made anew each time, the same', async () => {
  const { balkanid, pollingUrl, url } = await readyExport({ limits: { objectCacheBytes: 0 }, rows: 100 })
  const [first, second] = [await balkanid.download(url), await balkanid.download(url)]
  expect(first.rawPayload.equals(second.rawPayload)).toBe(true)
  expect((await balkanid.head(pollingUrl)).headers['content-length']).toBe(String(first.rawPayload.length))
})

test('closing ends the measuring of an object, and whoever waits for it', async () => {
  const { balkanid, pollingUrl } = await readyExport({ rows: 100_000_000 })
  const waiting = balkanid.app.inject({ method: 'HEAD', url: pollingUrl, headers: { host } })
  await setImmediate()
  const brokenOff = expect(waiting).rejects.toThrow()
  await balkanid.app.close()
  await brokenOff
})
